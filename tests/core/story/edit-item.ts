/** Headline and text as a feed gives them; the paragraphs of a text are parted by line breaks. */
export type PairItem = {
  readonly title: string
  readonly text: string
  readonly published?: string | undefined
  readonly link?: string | undefined
}

/** What another editor does to a release; done in the order in which it stands here. */
export type ItemEdit = {
  readonly title?: string | undefined
  readonly published?: string | undefined
  readonly link?: string | undefined
  /** Old words and new ones, wherever they stand. */
  readonly replace?: Readonly<Record<string, string>> | undefined
  /** Words that go, mostly whole sentences. */
  readonly without?: readonly string[] | undefined
  /** The paragraphs that stay, counted from 1, in their new order. */
  readonly paragraphs?: readonly number[] | undefined
  /** So many sentences stay. */
  readonly sentences?: number | undefined
  readonly before?: string | undefined
  readonly after?: string | undefined
}

/** The edited item; throws if an edit finds nothing to change, for then the pair is not what it seems. */
export function editItem(item: PairItem, edit: ItemEdit): PairItem {
  let text = item.text
  for (const [old, replacement] of Object.entries(edit.replace ?? {})) {
    text = replaceFound(text, old, replacement)
  }
  for (const words of edit.without ?? []) text = closeGaps(replaceFound(text, words, ''))
  if (edit.paragraphs !== undefined) text = chooseParagraphs(text, edit.paragraphs)
  if (edit.sentences !== undefined) text = text.split(SENTENCE_END, edit.sentences).join(' ')
  const parts = [edit.before, text, edit.after].filter((part) => part !== undefined)
  return {
    title: edit.title ?? item.title,
    text: parts.join('\n'),
    published: edit.published ?? item.published,
    link: edit.link,
  }
}

/** White space behind the end of a sentence; our texts hold no abbreviations that end so. */
const SENTENCE_END = /(?<=[.!?。]["”」]?)\s+/u

function replaceFound(text: string, old: string, replacement: string): string {
  if (!text.includes(old)) throw new Error(`the text does not hold “${old}”`)
  return text.replaceAll(old, replacement)
}

function closeGaps(text: string): string {
  return text.replaceAll('  ', ' ').replaceAll(/^ | $/gm, '')
}

function chooseParagraphs(text: string, chosen: readonly number[]): string {
  const paragraphs = text.split('\n')
  return chosen
    .map((number) => {
      const paragraph = paragraphs[number - 1]
      if (paragraph === undefined) throw new Error(`the text has no paragraph ${number}`)
      return paragraph
    })
    .join('\n')
}
