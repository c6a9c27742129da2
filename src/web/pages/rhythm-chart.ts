import { html } from 'hono/html'
import type { Rhythm } from '../../pipeline/read-rhythm.ts'
import type { Markup } from './bare-page.ts'

/** Units of the drawing; the style says how large it is shown. */
const [DAY_WIDTH, HEIGHT, BAR_WIDTH] = [4, 24, 3]

/** Items a day as small bars, with the same in words for who does not see them. */
export function rhythmChart(rhythm: Rhythm, size: 'spark' | 'chart'): Markup {
  const most = Math.max(1, ...rhythm.map(({ count }) => count))
  const bars = rhythm.map(({ day, count }, index) => {
    const height = count === 0 ? 0 : Math.max(1, Math.round((count / most) * HEIGHT))
    return html`<rect x="${index * DAY_WIDTH}" y="${HEIGHT - height}" width="${BAR_WIDTH}" height="${height}"><title>${day}: ${count}</title></rect>`
  })
  const width = rhythm.length * DAY_WIDTH
  return html`<svg class="${size}" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${describeRhythm(rhythm)}" fill="currentColor">
<line x1="0" x2="${width}" y1="${HEIGHT}" y2="${HEIGHT}" stroke="currentColor" stroke-width="0.5"/>${bars}</svg>`
}

/** `Items a day over 30 days: 41 in all, at most 7.` */
export function describeRhythm(rhythm: Rhythm): string {
  const all = rhythm.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(0, ...rhythm.map(({ count }) => count))
  return `Items a day over ${rhythm.length} days: ${all} in all, at most ${most}.`
}
