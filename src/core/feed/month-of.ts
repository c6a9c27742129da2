import { utcMsOf } from '../time.ts'

/**
 * Months by name, in the languages of governments. The names come from Intl, long and short, as they stand alone and as they stand
 * beside a day (März, mars, марта); accents and points are left away on both sides (fevrier, sept.).
 */

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * Those of the European Union and its neighbours, then those of Asia and of Arabic countries, which have three sets of names.
 * Without Croatian: its listopad is October, and the listopad of Poles and Czechs November.
 */
const LOCALES =
  'en de fr es it pt nl el da sv nb is fi et lv lt pl cs sk sl hu ro bg ru uk sr sr-Latn tr id ms th hi bn ar ar-SY ar-MA he ga cy mt ca'

/** Names in use that Intl does not give. */
const OTHERS: ReadonlyMap<string, number> = new Map([
  ['maerz', 3],
  ['mrz', 3],
  ['set', 9],
])

/** They begin like March. */
const TUESDAYS: ReadonlySet<string> = new Set(['mardi', 'martes', 'martedi'])

/** 1 to 12, or null when the word is no month. Misspelt English ones count by their beginning: Janurary, Febuary. */
export function monthOf(word: string): number | null {
  const name = fold(word)
  const english = name.length < 3 || TUESDAYS.has(name) ? -1 : ENGLISH.indexOf(name.slice(0, 3))
  if (english !== -1 && (name.length === 3 || /^[a-z]+$/.test(word))) return english + 1
  NAMES ??= readNames()
  return NAMES.get(name) ?? (english === -1 ? null : english + 1)
}

/** Made when the first name is met that is not English: it takes a tenth of a second. */
let NAMES: ReadonlyMap<string, number> | undefined

function readNames(): ReadonlyMap<string, number> {
  const names = new Map(OTHERS)
  for (const locale of LOCALES.split(' ')) {
    for (const month of ['long', 'short'] as const) {
      for (const day of [{}, { day: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, {
          month,
          ...day,
          timeZone: 'UTC',
        })
        for (let index = 0; index < 12; index += 1) {
          const parts = format.formatToParts(utcMsOf(2026, index + 1, 3, 0, 0, 0))
          const name = fold(parts.find(({ type }) => type === 'month')?.value ?? '')
          if (/^\p{L}[\p{L}\p{M}]+$/u.test(name)) names.set(name, index + 1)
        }
      }
    }
  }
  return names
}

function fold(word: string): string {
  const bare = word.normalize('NFD').replaceAll(/[\u0300-\u036f.]/g, '')
  return bare.normalize('NFC').toLowerCase().replaceAll('ı', 'i')
}
