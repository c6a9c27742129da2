import type { AlertContent } from '../../src/core/alert/alert-content.ts'
import { type RenderedParts, renderParts } from '../../src/core/alert/render-parts.ts'

/** The e-mails of an alert, without a turn for others between them. */
export function renderAtOnce(content: AlertContent): RenderedParts {
  const work = renderParts(content)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
