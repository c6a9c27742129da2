/** Years before the first of each era, which is counted as 1 (元). */
const ERAS: ReadonlyMap<string, number> = new Map([
  ...['令和', 'R'].map((era) => [era, 2018] as const),
  ...['平成', 'H'].map((era) => [era, 1988] as const),
  ...['昭和', 'S'].map((era) => [era, 1925] as const),
  ...['大正', 'T'].map((era) => [era, 1911] as const),
  ...['明治', 'M'].map((era) => [era, 1867] as const),
  ...['民國', '民国', '中華民國', '中華民国'].map((era) => [era, 1911] as const),
])

/** Thailand counts from the death of the Buddha. */
const BUDDHIST_YEARS = 543

/**
 * The year of our era that is meant by one as written: counted from the beginning of an era, from the Buddha (where `isThai`), or
 * in two digits, which mean 1970 to 2069. `mark` is the word for year behind it. Null where that could be more than one.
 */
export function countedYear(
  written: string,
  era: string | undefined,
  mark: string | undefined,
  isThai: boolean,
): number | null {
  const count = written === '元' ? 1 : Number(written)
  const before = ERAS.get(era?.toUpperCase() ?? '')
  if (before !== undefined) return count === 0 || written.length > 3 ? null : before + count
  if (written === '元') return null
  if (written.length === 4) return isThai && count > 2400 ? count - BUDDHIST_YEARS : count
  if (written.length === 3) return mark === '年' ? 1911 + count : null // so does Taiwan alone
  // 8年 and 26年 may be counted from an era that goes without saying; 26년 cannot
  if (written.length === 1 || mark === '年') return null
  if (isThai) return 2500 + count - BUDDHIST_YEARS
  return count < 70 ? 2000 + count : 1900 + count
}
