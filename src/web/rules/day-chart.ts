import { html } from 'hono/html'
import type { DayOfTrial } from '../../pipeline/tried-query.ts'
import type { Markup } from '../pages/bare-page.ts'
import { rhythmChart } from '../pages/rhythm-chart.ts'

/** How many a day, as bars; for who does not see them the caption says the gist and a table has the numbers. */
export function dayChart(days: readonly DayOfTrial[]): Markup {
  const rhythm = days.map(({ date, hitCount }) => ({ day: date, count: hitCount }))
  return html`<figure class="days">
${rhythmChart(rhythm, 'chart')}
<figcaption><span>${days[0]?.date ?? ''}</span> <span>${gistOf(days)}</span> <span>${days.at(-1)?.date ?? ''}</span></figcaption>
<details><summary>As a table</summary><div class="scroll plain" tabindex="0" role="region" aria-label="Items a day"><table>
<thead><tr><th scope="col">Day</th><th scope="col" class="number">Items</th></tr></thead>
<tbody>${days.map(
    ({ date, hitCount }) =>
      html`<tr><th scope="row">${date}</th><td class="number">${hitCount}</td></tr>
`,
  )}</tbody></table></div></details>
</figure>`
}

function gistOf(days: readonly DayOfTrial[]): string {
  const most = Math.max(0, ...days.map(({ hitCount }) => hitCount))
  const busiest = days.find(({ hitCount }) => hitCount === most)
  if (busiest === undefined || most === 0) return 'none on any day'
  return `${most} at most in a day (${busiest.date})`
}
