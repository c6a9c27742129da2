/** The year before the republic that Taiwan counts from. Nobody else has years of three digits before 年. */
const MINGUO = 1911

/** Years before the first of each era, which is counted as 1 (元). */
const ERAS: ReadonlyMap<string, number> = new Map([
  ...['令和', 'R'].map((era) => [era, 2018] as const),
  ...['平成', 'H'].map((era) => [era, 1988] as const),
  ...['昭和', 'S'].map((era) => [era, 1925] as const),
  ...['大正', 'T'].map((era) => [era, 1911] as const),
  ...['明治', 'M'].map((era) => [era, 1867] as const),
  ...['民國', '民国', '中華民國', '中華民国'].map((era) => [era, MINGUO] as const),
])

/** Thailand counts from the death of the Buddha. */
const BUDDHIST_YEARS = 543

/** How a country counts years that do not say it: by the common era, by the Buddha or by the republic of Taiwan. */
export type YearCount = 'common' | 'buddhist' | 'minguo'

/**
 * The year of our era that is meant by one as written: counted from the beginning of an era, as the country
 * counts, or in two digits, which mean 1970 to 2069. `mark` is the word for year behind it. Null where that could be more than one.
 */
export function countedYear(
  written: string,
  era: string | undefined,
  mark: string | undefined,
  count: YearCount,
): number | null {
  const number = written === '元' ? 1 : Number(written)
  const before = ERAS.get(era?.toUpperCase() ?? '')
  if (before !== undefined) return number === 0 || written.length > 3 ? null : before + number
  if (written === '元') return null
  if (written.length === 4) {
    return count === 'buddhist' && number > 2400 ? number - BUDDHIST_YEARS : number
  }
  if (written.length === 3) return mark === '年' || count === 'minguo' ? MINGUO + number : null
  // 8年 and 26年 may be counted from an era that goes without saying; 26년 cannot
  if (written.length === 1 || mark === '年') return null
  if (count === 'buddhist') return 2500 + number - BUDDHIST_YEARS
  return number < 70 ? 2000 + number : 1900 + number
}
