import { type Measures, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Takes out teasers: several blocks side by side, each under a heading of its own that is a link. */
export function removeTeasers(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  const teasers = new Map<PageElement, Set<PageElement>>()
  for (const heading of [...root.querySelectorAll('h2, h3, h4, h5, h6')]) {
    if (measures(heading).linkedHeadings === 0 && heading.closest('a') === null) continue
    const teaser = blockUnder(heading, root, measures)
    const list = teaser.parentElement
    if (list === null || teaser === heading || !mayGo(teaser)) continue
    teasers.set(list, (teasers.get(list) ?? new Set()).add(teaser))
  }
  for (const together of teasers.values()) {
    if (together.size < LEAST_TEASERS) continue
    for (const teaser of together) teaser.remove()
  }
}

const LEAST_TEASERS = 3

/** The largest element that has no other heading. */
function blockUnder(heading: PageElement, root: PageElement, measures: Measures): PageElement {
  let block = heading
  let parent = block.parentElement
  while (parent !== null && parent !== root && measures(parent).headings <= 1) {
    block = parent
    parent = block.parentElement
  }
  return block
}
