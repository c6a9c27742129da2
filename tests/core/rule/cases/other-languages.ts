import type { MatchingCase } from './matching-case.ts'

export const JAPANESE: readonly MatchingCase[] = [
  ['a term in running text', '自由貿易協定', '日本は自由貿易協定を結んだ', true],
  ['white space in the text', '自由貿易協定', '自由\n貿易 協定', true],
  ['a sentence end in the text', '自由貿易協定', '自由貿易。協定', false],
  ['half-width katakana', 'エネルギー', 'ｴﾈﾙｷﾞｰ政策', true],
  ['a decomposed kana', 'ガス', 'カ\u3099ス', true],
  ['a voiced kana is another letter', 'カス', 'ガス', false],
  ['katakana inside a longer run', 'パン', 'パンダの日', false],
  ['a long katakana term inside a run', 'エネルギー', 'クリーンエネルギー', true],
  ['a short term inside a name', '京都', '東京都の予算', false],
  ['a short term as a word', '国会', '国会で', true],
  ['Latin between kanji', 'AI', '生成AIの活用', true],
  [
    'a middle dot in a name',
    'グリーントランスフォーメーション',
    'グリーン・トランスフォーメーション',
    true,
  ],
  ['quotes of another kind in the rule', '「自由貿易」', '自由貿易の', true],
  ['NEAR counts two characters as one word', '日本 NEAR/1 協定', '日本との協定', true],
  ['NEAR out of range', '日本 NEAR/1 協定', '日本と諸国の協定', false],
]

export const CHINESE: readonly MatchingCase[] = [
  ['a term in running text', '自由贸易协定', '升级自由贸易协定谈判', true],
  ['a short term over the border of two words', '国会', '全国会议', false],
  ['a short term as a word', '日本', '日本首相', true],
  ['a radical for a character', '自由', '\u2f83由', true],
]

export const FRENCH: readonly MatchingCase[] = [
  ['a plural in -x', 'réseau', 'les réseaux', true],
  ['a plural in -aux', 'régional', 'accords régionaux', true],
  ['an irregular plural', 'travail', 'les travaux', true],
  ['an elided article', 'accord', 'l’accord', true],
  ['an elided article in the rule', "l'accord", 'l’accord', true],
  ['accents', 'energie', 'l’énergie', true],
  ['a ligature', 'œuvre', 'mise en oeuvre', true],
  ['mois, which is not moi', 'moi', 'trois mois', false],
  ['mais, which is not mai', 'mai', 'mais en', false],
  ['an index, which is not l’Inde', 'Inde', 'un index', false],
  ['Paris, which is no pari', 'pari', 'à Paris', false],
  ['exact accents tell what folding does not', '=maïs', 'mais non', false],
  ['guillemets in the rule', '«\u00a0libre échange\u00a0»', 'le libre-échange', true],
]

export const GERMAN: readonly MatchingCase[] = [
  ['a plural with umlaut', 'Vertrag', 'die Verträge', true],
  ['a plural in -en', 'Reaktor', 'modulare Reaktoren', true],
  ['a plural in -n', 'Steuer', 'neue Steuern', true],
  ['a genitive', 'Abkommen', 'des Abkommens', true],
  ['an adjective', '"grüner Wasserstoff"', 'grünen Wasserstoffs', true],
  ['sharp s', 'Strasse', 'die Straße', true],
  ['a plural in -er', 'Bundesland', 'in den Bundesländern', true],
  ['a plural in -nisse', 'Ergebnis', 'gute Ergebnisse', true],
  ['a plural of a short word', 'Bank', 'vier Banken', true],
  ['a plural of a word in -e', 'Ware', 'die Waren', true],
  ['a plural of a woman', 'Ministerin', 'zwei Ministerinnen', true],
  ['a foreign plural', 'Ministerium', 'beide Ministerien', true],
  ['an adjective by its suffix', 'erneuerbare', 'der erneuerbaren Energien', true],
  ['war, which is no Ware', 'Waren', 'es war so', false],
  ['seit, which is no Seite', 'Seite', 'seit Mai', false],
  ['Reisen, which are no Reis', 'Reis', 'viele Reisen', false],
  ['wegen, which is no Weg', 'Weg', 'wegen Regens', false],
  ['a person who does it', 'Verbrauch', 'die Verbraucher', false],
  ['a person who does it, in another case', 'Arbeit', 'mit Arbeitern', false],
  ['a person from there', 'Ukraine', 'ein Ukrainer', false],
  ['a state that is called like a company', 'Bayer', 'in Bayern', false],
  ['rechts, which is no Recht', 'Recht', 'rechts außen', false],
  ['a compound', 'Abkommen', 'Handelsabkommen', false],
  ['a compound with a wildcard', '*abkommen', 'Handelsabkommen', true],
  ['an abbreviation', '"Nr 5"', 'Nr. 5', true],
]

export const SPANISH: readonly MatchingCase[] = [
  ['a plural in -s', 'acuerdo', 'los acuerdos', true],
  ['a plural in -es', 'nación', 'las naciones', true],
  ['a plural in -es behind -e', 'clase', 'las clases', true],
  ['a plural in -ces', 'luz', 'las luces', true],
  ['a singular in -es', 'inglés', 'los ingleses', true],
  ['doubled letters with dots', 'EEUU', 'los EE.UU. y', true],
  ['doubled letters with a space', 'EEUU', 'los EE. UU. y', true],
  ['doubled letters without dots', 'EE.UU.', 'la EEUU y', true],
  ['doubled letters that the rule parts', '"EE. UU."', 'los EE.UU. y', true],
  ['doubled letters within a phrase', '"EEUU anuncia"', 'EE. UU. anuncia', true],
  ['an article that is no acronym', 'UN', 'un acuerdo', false],
]

export const OTHER_SCRIPTS: readonly MatchingCase[] = [
  ['a final sigma', 'οδός', 'ΟΔΟΣ', true],
  ['Cyrillic without accent', 'елка', 'ёлка', true],
  ['й, which is no accent', 'мои', 'мой', false],
  ['decomposed й', 'мой', 'мои\u0306', true],
  ['a dotted capital i', 'istanbul', 'İSTANBUL', true],
  ['a stroke', 'Kobenhavn', 'København', true],
  ['Arabic without vowel signs', 'اتفاق', 'اتِّفاق', true],
  ['Hindi vowels are letters', 'की', 'का', false],
  ['Thai without spaces', 'ประเทศไทย', 'รัฐบาลประเทศไทยประกาศ', true],
]
