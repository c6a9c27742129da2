import { foldSpace } from '../core/text/fold-space.ts'
import { type Measure, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Takes out lines that lead elsewhere: where we are ("Home > News"), and the titles of the items before and after. */
export function removeSignposts(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  for (const element of [...root.querySelectorAll('*')]) {
    if (mayGo(element) && isSignpost(element, measures(element))) element.remove()
  }
}

function isSignpost(element: PageElement, { links, linkChars, proseChars }: Measure): boolean {
  if (proseChars + linkChars > LONGEST_SIGNPOST_CHARS) return false
  const text = foldSpace(element.textContent)
  return (links > 0 && NEIGHBOUR.test(text)) || WHERE_WE_ARE.test(text)
}

const LONGEST_SIGNPOST_CHARS = 150
const NEIGHBOUR =
  /^(?:(?:이전|다음)\s?(?:글|기사|게시물)|(?:previous|next)(?: (?:article|post|story|page|news))?\s?[:›»]|前の記事|次の記事|上一篇|下一篇)/i
const WHERE_WE_ARE = /^(?:home|홈|トップ|首页|首頁|accueil|inicio|startseite)\s?[>›»/]/i
