import { wordsOf } from './words-of.ts'

/** French, German and Spanish of ministries; a language is its words and the sentences they stand in. */
export type EuropeanWords = {
  readonly code: 'fr' | 'de' | 'es'
  readonly nouns: readonly string[]
  readonly adjectives: readonly string[]
  readonly verbs: readonly string[]
  /** With N, A and V for a noun, an adjective and a verb, P for a place, C for a firm and # for a number. */
  readonly sentences: readonly string[]
}

export const EUROPEAN: readonly EuropeanWords[] = [
  {
    code: 'fr',
    nouns: wordsOf(`
      énergie accord commerce sécurité santé réacteur marché réforme budget emploi transport agriculture pêche
      climat logement école université recherche données brevet douane frontière défense armée navire
      aéroport forêt rivière barrage sécheresse inondation séisme vaccin hôpital médicament retraite impôt
      subvention appel enquête décret règlement traité convention coopération partenariat stratégie
      programme filière usine raffinerie batterie hydrogène éolienne charbon gaz déchet recyclage patrimoine
    `),
    adjectives: wordsOf(`
      national public européen régional nucléaire numérique agricole maritime industriel durable financier
      militaire social médical scientifique urbain rural commercial fiscal judiciaire international
    `),
    verbs: wordsOf(
      'annonce présente adopte renforce examine publie prépare prolonge finance soutient',
    ),
    sentences: [
      "Le ministère V un N A qui concerne l'N de P.",
      "La commission V le N sur l'N A pour # millions d'euros.",
      'À P, la société C V un N A avec le gouvernement.',
      "Cette mesure V l'N et le N A avant la fin de l'année.",
      "Selon le ministre, le N A V aussi l'N et l'N du pays.",
    ],
  },
  {
    code: 'de',
    nouns: wordsOf(`
      Energie Abkommen Handelsabkommen Sicherheit Gesundheit Kernkraftwerk Markt Reform Haushalt
      Arbeitsmarkt Verkehr Landwirtschaft Fischerei Klimaschutz Wohnungsbau Schule Hochschule Forschung
      Datenschutz Patent Zoll Grenze Verteidigung Bundeswehr Schiffbau Flughafen Forst Hochwasser Dürre
      Erdbeben Impfstoff Krankenhaus Arzneimittel Rente Steuer Förderung Ausschreibung Verordnung Vertrag
      Zusammenarbeit Partnerschaft Strategie Programm Batterie Wasserstoff Windkraft Kohleausstieg Gasnetz
      Abfall Kreislaufwirtschaft Denkmalschutz Investitionsschutzabkommen Lieferkettengesetz Rohstoffabkommen
    `),
    adjectives: wordsOf(`
      nationale öffentliche europäische regionale digitale landwirtschaftliche maritime industrielle
      nachhaltige finanzielle militärische soziale medizinische wissenschaftliche ländliche steuerliche
    `),
    verbs: wordsOf(
      'prüft fördert stärkt veröffentlicht verlängert beschließt finanziert begrüßt plant',
    ),
    sentences: [
      'Das Ministerium V die A N und die N in P.',
      'Die Bundesregierung V mit # Millionen Euro die N und die A N.',
      'In P V das Unternehmen C die A N gemeinsam mit dem Land.',
      'Der Ausschuss V noch in diesem Jahr die N sowie die N.',
      'Nach Angaben des Ministers V der Bund die A N und die N.',
    ],
  },
  {
    code: 'es',
    nouns: wordsOf(`
      energía acuerdo comercio seguridad salud reactor mercado reforma presupuesto empleo transporte
      agricultura pesca clima vivienda escuela universidad investigación datos patente aduana frontera defensa
      ejército buque aeropuerto bosque embalse sequía inundación terremoto vacuna hospital medicamento pensión
      impuesto subvención licitación encuesta decreto reglamento tratado convenio cooperación estrategia
      programa fábrica refinería batería hidrógeno carbón gas residuo reciclaje patrimonio litio cobre
    `),
    adjectives: wordsOf(`
      nacional público europeo regional nuclear digital agrícola marítimo industrial sostenible financiero
      militar social médico científico urbano rural comercial fiscal judicial internacional
    `),
    verbs: wordsOf(
      'anuncia presenta aprueba refuerza examina publica prepara prolonga financia apoya',
    ),
    sentences: [
      'El ministerio V un N A que afecta a la N de P.',
      'El Gobierno V # millones de euros para la N y el N A.',
      'En P, la empresa C V un N A con las autoridades.',
      'La comisión V antes de fin de año la N y el N A.',
      'Según el ministro, el N A V también la N del país.',
    ],
  },
]
