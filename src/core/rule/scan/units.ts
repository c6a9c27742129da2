/**
 * Units that stand behind a number with a space or without, and are read as words of their own: 10GW is 10 GW. The list is
 * closed, because letters behind a digit are a name as often: 5G, 3D, 35A, G7.
 */
const UNITS: ReadonlySet<string> = new Set(
  `kw mw gw tw wh kwh mwh gwh twh mwe gwe mwth mwp gwp kva mva kv
  mm cm km nm ft km2 m2 cm2 mm2 ha m3 km3 cm3 cc ml hl bcm tcm mcm bcf tcf bbl boe bpd
  kg mg kt mt gt tco2 tco2e mtco2 mtco2e ktco2 gtco2 teu cgt dwt toe mtoe mtpa tpa swu
  hz khz mhz ghz thz kb mb gb tb pb kbps mbps gbps tbps
  bn bln mn mln tn trn mio mrd usd eur krw jpy cny gbp chf won yen
  pa kpa mpa gpa bar psi kj mj gj tj kev mev gev btu mmbtu kcal sv msv bq kbq mbq gbq tbq
  kmh kph mph rpm hp min mins hrs ppm ppb pct bp bps`.split(/\s+/),
)

/** These are also the end of names: 3M is a company, so a single letter is a unit only behind a longer number. */
const UNITS_OF_ONE_LETTER: ReadonlySet<string> = new Set('m t w v h'.split(' '))
const SHORTEST_NUMBER_OF_NAME = 2

export const LONGEST_UNIT = Math.max(...[...UNITS].map((unit) => unit.length))

/** Whether the folded letters are a unit behind a number of `length` characters. */
export function isUnit(letters: string, length: number): boolean {
  if (UNITS.has(letters)) return true
  return length >= SHORTEST_NUMBER_OF_NAME && UNITS_OF_ONE_LETTER.has(letters)
}
