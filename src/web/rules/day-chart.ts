import { html } from 'hono/html'
import type { DayOfTrial } from '../../pipeline/tried-query.ts'
import type { Markup } from '../pages/bare-page.ts'

const HEIGHT = 100
const STEP = 10
const BAR = 8

/** How many a day, as bars; for who does not see them the caption says the gist and a table has the numbers. */
export function dayChart(days: readonly DayOfTrial[]): Markup {
  const most = Math.max(1, ...days.map(({ hitCount }) => hitCount))
  const [first, last] = [days[0]?.date ?? '', days.at(-1)?.date ?? '']
  const bars = days.map(({ date, hitCount }, index) => {
    const height = Math.round((hitCount / most) * (HEIGHT - 4))
    return hitCount === 0
      ? html`<rect class="none" x="${index * STEP}" y="${HEIGHT - 1}" width="${BAR}" height="1"><title>${date}: none</title></rect>`
      : html`<rect x="${index * STEP}" y="${HEIGHT - height}" width="${BAR}" height="${height}"><title>${date}: ${hitCount}</title></rect>`
  })
  return html`<figure class="days">
<svg class="chart" viewBox="0 0 ${Math.max(1, days.length) * STEP} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="Items a day, ${first} to ${last}: ${gistOf(days)}">${bars}</svg>
<figcaption><span>${first}</span> <span>${gistOf(days)}</span> <span>${last}</span></figcaption>
<details><summary>As a table</summary><div class="scroll plain" tabindex="0" role="region" aria-label="Items a day"><table>
<thead><tr><th scope="col">Day</th><th scope="col" class="number">Items</th></tr></thead>
<tbody>${days.map(
    ({
      date,
      hitCount,
    }) => html`<tr><th scope="row">${date}</th><td class="number">${hitCount}</td></tr>
`,
  )}</tbody></table></div></details>
</figure>`
}

function gistOf(days: readonly DayOfTrial[]): string {
  const busiest = days.reduce<DayOfTrial | null>(
    (best, day) => (best === null || day.hitCount > best.hitCount ? day : best),
    null,
  )
  if (busiest === null || busiest.hitCount === 0) return 'none on any day'
  return `${busiest.hitCount} at most in a day (${busiest.date})`
}
