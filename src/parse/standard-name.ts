/** Names of charsets that servers use and the encoding standard does not know. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['cp936', 'gbk'],
  ['cp949', 'euc-kr'],
  ['x-windows-949', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['euc_kr', 'euc-kr'],
  ['cp932', 'shift_jis'],
  ['shift-jis-2004', 'shift_jis'],
  ['sjis-win', 'shift_jis'],
  ['eucjp-win', 'euc-jp'],
  ['euc_jp', 'euc-jp'],
  ['cp950', 'big5'],
  ['macroman', 'macintosh'],
  ['mac-roman', 'macintosh'],
  ['tis620', 'windows-874'],
  ['latin-9', 'iso-8859-15'],
  ['latin9', 'iso-8859-15'],
  ['utf_8', 'utf-8'],
  ['utf-8-sig', 'utf-8'],
  ['utf8mb4', 'utf-8'],
])

/** Spellings of families of names: win-1251, cp-1251, iso8859_1, koi8r, latin-2. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:win|windows|x-cp|cp)[-_]?(125\d|874)$/, 'windows-$1'],
  [/^(?:cp|ibm)[-_]?866$/, 'ibm866'],
  [/^iso[-_]?8859[-_](\d{1,2})$/, 'iso-8859-$1'],
  [/^koi8[-_]?([ru])$/, 'koi8-$1'],
  [/^latin-(\d)$/, 'latin$1'],
]

/** A charset's name as the encoding standard may know it: lower case, and without the spellings of servers. */
export function standardName(charset: string): string {
  const name = charset.trim().toLowerCase()
  const alias = ALIASES.get(name)
  if (alias !== undefined) return alias
  const [pattern, spelling] = SPELLINGS.find(([spelt]) => spelt.test(name)) ?? []
  return pattern === undefined || spelling === undefined ? name : name.replace(pattern, spelling)
}
