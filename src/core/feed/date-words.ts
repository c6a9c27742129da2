/** Words that dates are written with: months in the languages of the feeds, and names of timezones. */

/** By the first letters, longest first where one begins another; English first, then de fr es it pt nl el. */
const MONTH_BEGINNINGS: readonly (readonly string[])[] = [
  ['jan', 'jän', 'ene', 'gen', 'ιαν'],
  ['feb', 'fév', 'fev', 'φεβ'],
  ['mar', 'mär', 'mrz', 'mrt', 'maa', 'maerz', 'μαρ', 'μάρ'],
  ['apr', 'avr', 'abr', 'απρ'],
  ['may', 'mai', 'mei', 'mag', 'μαϊ', 'μάι', 'μαι', 'μάϊ', 'μαΐ'],
  ['jun', 'juin', 'giu', 'ιούν', 'ιουν'],
  ['jul', 'juil', 'lug', 'ιούλ', 'ιουλ'],
  ['aug', 'aoû', 'aou', 'ago', 'αύγ', 'αυγ'],
  ['sep', 'set', 'σεπ'],
  ['oct', 'okt', 'ott', 'out', 'οκτ'],
  ['nov', 'νοέ', 'νοε'],
  ['dec', 'déc', 'dez', 'dic', 'δεκ'],
]

/** 1 to 12, or null when the word is no month. */
export function monthOf(word: string): number | null {
  const name = word.normalize('NFC').toLowerCase()
  const index = MONTH_BEGINNINGS.findIndex((beginnings) =>
    beginnings.some((beginning) => name.startsWith(beginning)),
  )
  return index === -1 ? null : index + 1
}

const hours = (offset: number): number => offset * 60

/** Minutes east of Greenwich. Ambiguous names mean what most feeds mean by them: CST Chicago, IST India, BST London. */
const ZONE_OFFSETS: ReadonlyMap<string, number> = new Map([
  ...['z', 'ut', 'utc', 'gmt', 'wet'].map((name) => [name, 0] as const),
  ...['bst', 'cet', 'met', 'west', 'mez'].map((name) => [name, hours(1)] as const),
  ...['cest', 'mest', 'mesz', 'eet', 'sast'].map((name) => [name, hours(2)] as const),
  ...['eest', 'msk', 'trt'].map((name) => [name, hours(3)] as const),
  ...['pkt', 'uzt'].map((name) => [name, hours(5)] as const),
  ['ist', hours(5.5)],
  ['npt', hours(5.75)],
  ...['wib', 'ict'].map((name) => [name, hours(7)] as const),
  ...['sgt', 'hkt', 'myt', 'pht', 'awst', 'wita'].map((name) => [name, hours(8)] as const),
  ...['kst', 'jst', 'wit'].map((name) => [name, hours(9)] as const),
  ...['acst'].map((name) => [name, hours(9.5)] as const),
  ...['aest', 'chst'].map((name) => [name, hours(10)] as const),
  ['acdt', hours(10.5)],
  ['aedt', hours(11)],
  ['nzst', hours(12)],
  ['nzdt', hours(13)],
  ['nst', hours(-3.5)],
  ['ndt', hours(-2.5)],
  ...['ast', 'edt', 'at'].map((name) => [name, hours(-4)] as const),
  ['adt', hours(-3)],
  ...['brt', 'art'].map((name) => [name, hours(-3)] as const),
  ...['est', 'cdt', 'et'].map((name) => [name, hours(-5)] as const),
  ...['cst', 'mdt', 'ct'].map((name) => [name, hours(-6)] as const),
  ...['mst', 'pdt', 'mt'].map((name) => [name, hours(-7)] as const),
  ...['pst', 'akdt', 'pt'].map((name) => [name, hours(-8)] as const),
  ['akst', hours(-9)],
  ['hst', hours(-10)],
])

/** Minutes east of Greenwich, or null when the name is unknown. */
export function zoneOffsetOf(name: string): number | null {
  return ZONE_OFFSETS.get(name.toLowerCase()) ?? null
}
