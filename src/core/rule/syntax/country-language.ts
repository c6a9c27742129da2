/**
 * The language that was meant by the code of a country. `kr` is Kanuri and `tw` Twi by ISO 639, which no
 * government feed is written in; the others are no languages.
 */
export function languageOfCountry(code: string): string | null {
  return LANGUAGES.get(code.trim().toLowerCase()) ?? null
}

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['kr', 'ko'],
  ['kp', 'ko'],
  ['jp', 'ja'],
  ['cn', 'zh'],
  ['hk', 'zh'],
  ['tw', 'zh'],
  ['us', 'en'],
  ['gb', 'en'],
  ['au', 'en'],
  ['nz', 'en'],
  ['at', 'de'],
  ['mx', 'es'],
  ['dk', 'da'],
  ['cz', 'cs'],
  ['gr', 'el'],
  ['ua', 'uk'],
  ['by', 'be'],
  ['il', 'he'],
  ['vn', 'vi'],
  ['eg', 'ar'],
])
