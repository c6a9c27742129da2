import { foldTitle } from '../core/text/fold-title.ts'

/**
 * Whether a page's title or text carries the title of an item: the same words, short ones too, one after the
 * other; a particle may follow the last. A title of one word has to be the whole of the text, as "Members"
 * stands on many a page.
 */
export function carriesTitle(text: string, itemTitle: string): boolean {
  const title = wordsOf(itemTitle.replace(KIND_OF_NEWS, ''))
  const said = wordsOf(text)
  if (title.length < 2) return title.length === 1 && title.join() === said.join()
  return ` ${said.join(' ')}`.includes(` ${title.join(' ')}`)
}

/** Feeds put it before a title where pages do not: "[Press release]". */
const KIND_OF_NEWS = /^\s*[[(【〔][^\])】〕]{1,20}[\])】〕]/u

const wordsOf = (text: string): readonly string[] =>
  foldTitle(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
