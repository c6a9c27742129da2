import { isTimezone } from './wall-time.ts'

/** What the zone behind a time says: minutes east of Greenwich, or an IANA timezone. */
export type Zone =
  | { readonly kind: 'offset'; readonly minutes: number }
  | { readonly kind: 'timezone'; readonly name: string }

/**
 * Reads +0900, GMT+9, KST, Z, Asia/Seoul. A name that is unknown, or none, is `timezone` (an IANA name); null is an offset that no
 * clock has.
 */
export function readZone(zone: string | undefined, timezone: string): Zone | null {
  if (zone === undefined) return { kind: 'timezone', name: timezone }
  const [, sign, hours, minutes] = /([+-])\s?(\d{1,2}):?(\d{2})?(?:\s?\p{L}+)?$/u.exec(zone) ?? []
  if (sign !== undefined) {
    const size = Number(hours) * 60 + Number(minutes ?? 0)
    if (size > LARGEST_OFFSET || Number(minutes ?? 0) > 59) return null
    return { kind: 'offset', minutes: sign === '-' ? -size : size }
  }
  const name = zone.toLowerCase()
  const offset = LOCAL_MEANINGS.get(name)?.test(timezone) ? undefined : OFFSETS.get(name)
  if (offset !== undefined) return { kind: 'offset', minutes: offset }
  return { kind: 'timezone', name: zone.includes('/') && isTimezone(zone) ? zone : timezone }
}

/** Minutes; the farthest are Kiribati's +14:00 and -12:00, and some that wars and islands had for a while. */
const LARGEST_OFFSET = 16 * 60

const hours = (offset: number): number => offset * 60

/** RFC 822 gives the ends of the military alphabet, the wrong way round; RFC 5322 takes what else there is of it for UTC. */
const MILITARY: readonly (readonly [string, number])[] = [
  ...[...'bcdefghiklopqrstuvwxz'].map((letter) => [letter, 0] as const),
  ['a', hours(-1)],
  ['m', hours(-12)],
  ['n', hours(1)],
  ['y', hours(12)],
]

/** Minutes east of Greenwich. Ambiguous names mean what most feeds mean by them: CST Chicago, IST India, BST London. */
const OFFSETS: ReadonlyMap<string, number> = new Map([
  ...MILITARY,
  ...['ut', 'utc', 'gmt', 'wet'].map((name) => [name, 0] as const),
  ...['bst', 'cet', 'met', 'west', 'mez', 'wat'].map((name) => [name, hours(1)] as const),
  ...['cest', 'mest', 'mesz', 'eet', 'sast', 'cat'].map((name) => [name, hours(2)] as const),
  ...['eest', 'msk', 'trt', 'eat', 'idt'].map((name) => [name, hours(3)] as const),
  ['irst', hours(3.5)],
  ...['gst', 'samt'].map((name) => [name, hours(4)] as const),
  ['aft', hours(4.5)],
  ...['pkt', 'uzt', 'yekt'].map((name) => [name, hours(5)] as const),
  ['ist', hours(5.5)],
  ['npt', hours(5.75)],
  ['mmt', hours(6.5)],
  ...['wib', 'ict'].map((name) => [name, hours(7)] as const),
  ...['sgt', 'hkt', 'myt', 'pht', 'awst', 'wita'].map((name) => [name, hours(8)] as const),
  ...['kst', 'jst', 'wit'].map((name) => [name, hours(9)] as const),
  ...['acst'].map((name) => [name, hours(9.5)] as const),
  ...['aest', 'chst', 'vlat'].map((name) => [name, hours(10)] as const),
  ['acdt', hours(10.5)],
  ['aedt', hours(11)],
  ['nzst', hours(12)],
  ['nzdt', hours(13)],
  ['nst', hours(-3.5)],
  ['ndt', hours(-2.5)],
  ...['ast', 'edt', 'at'].map((name) => [name, hours(-4)] as const),
  ...['brt', 'art', 'adt'].map((name) => [name, hours(-3)] as const),
  ...['est', 'cdt', 'et'].map((name) => [name, hours(-5)] as const),
  ...['cst', 'mdt', 'ct'].map((name) => [name, hours(-6)] as const),
  ...['mst', 'pdt', 'mt'].map((name) => [name, hours(-7)] as const),
  ...['pst', 'akdt', 'pt'].map((name) => [name, hours(-8)] as const),
  ['akst', hours(-9)],
  ['hst', hours(-10)],
])

/** Timezones in which such a name means their own time: CST in Shanghai is China's. */
const LOCAL_MEANINGS: ReadonlyMap<string, RegExp> = new Map([
  ['cst', /^(?:Asia\/(?:Shanghai|Chongqing|Taipei|Macau|Hong_Kong)|PRC|ROC|America\/Havana)$/i],
  ['ist', /^(?:Asia\/(?:Jerusalem|Tel_Aviv)|Israel|Europe\/Dublin|Eire)$/i],
  ['bst', /^Asia\/(?:Dhaka|Dacca)$/i],
  ['ast', /^Asia\/(?:Riyadh|Kuwait|Baghdad|Qatar|Bahrain)$/i],
  ['pst', /^Asia\/Manila$/i],
  ['est', /^Australia\//i],
  ['edt', /^Australia\//i],
])
