/** A day with what is counted on it, each with a sign. */
export type DayBar = {
  readonly date: string
  readonly counts: readonly { readonly sign: string; readonly count: number }[]
}

const WIDEST_BAR = 40

/** A line for each day on which there was something: `2026-03-02  +3  -1  +++-`; none where there was nothing. */
export function formatDayBars(days: readonly DayBar[]): readonly string[] {
  const shown = days.filter(({ counts }) => counts.some(({ count }) => count > 0))
  const totals = shown.map(({ counts }) => counts.reduce((sum, { count }) => sum + count, 0))
  const scale = Math.min(1, WIDEST_BAR / Math.max(1, ...totals))
  const widths = (shown[0]?.counts ?? []).map((_, index) =>
    Math.max(...shown.map(({ counts }) => labelOf(counts[index]).length)),
  )
  return shown.map(({ date, counts }) => {
    const labels = counts.map((count, index) => labelOf(count).padStart(widths[index] ?? 0))
    const bar = counts.map(({ sign, count }) => sign.repeat(barLength(count, scale))).join('')
    return [date, ...labels, bar].filter((part) => part !== '').join('  ')
  })
}

function labelOf(entry: DayBar['counts'][number] | undefined): string {
  return entry === undefined || entry.count === 0 ? '' : `${entry.sign}${entry.count}`
}

/** What is there is seen. */
function barLength(count: number, scale: number): number {
  return count === 0 ? 0 : Math.max(1, Math.round(count * scale))
}
