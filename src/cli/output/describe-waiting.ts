import { USUAL_WAITING } from '../../pipeline/search-index/search-coverage.ts'
import { countOf } from './count-of.ts'

/** What the search index does not know yet, in words; null where it is no more than usual. */
export function describeWaiting(waitingCount: number, editedCount: number): string | null {
  if (waitingCount + editedCount <= USUAL_WAITING) return null
  const edited = editedCount === 0 ? '' : ` and ${countOf(editedCount, 'edit', 'edits')}`
  return `the newest ${countOf(waitingCount, 'item is', 'items are')}${edited} not yet in the index; they are found by reading them`
}
