import type { FeedSettings, Settings } from '../config/settings.ts'
import type { Evidence } from '../core/alert/evidence.ts'
import { makeExcerpts } from '../core/alert/excerpt.ts'
import type { Item, SearchedText } from '../core/feed/item.ts'
import { makeDocument } from '../core/feed/make-document.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { MatchDraft } from '../store/matches.ts'

/** What the rules said of some items; `problems` names items that made the matcher fail. */
export type MatchedItems = {
  readonly drafts: readonly MatchDraft[]
  readonly problems: readonly string[]
}

/** The hits of one item, which may not have an id yet; `problem` is why the matcher failed, or null. */
export type ItemFindings = {
  readonly hits: readonly Omit<MatchDraft, 'itemId' | 'storyId'>[]
  readonly problem: string | null
}

/** Holds every rule that looks at the item's feed against each item. One item that fails does not stop the others. */
export function matchItems(
  settings: Settings,
  items: readonly Item[],
  feedTitle: string | null,
): MatchedItems {
  return matchedItemsOf(
    items,
    items.map((item) => findHits(settings, item, feedTitle)),
  )
}

/** Hits of items by their ids and stories; `findings` is parallel to `items`. */
export function matchedItemsOf(
  items: readonly Item[],
  findings: readonly ItemFindings[],
): MatchedItems {
  const drafts = items.flatMap(({ id, storyId }, index) =>
    (findings[index]?.hits ?? []).map((hit) => ({ ...hit, itemId: id, storyId })),
  )
  const problems = items.flatMap(({ id }, index) => {
    const problem = findings[index]?.problem ?? null
    return problem === null ? [] : [`item ${id} could not be matched: ${problem}`]
  })
  return { drafts, problems }
}

/** What of an item the rules are held against. */
type DocumentContent = Pick<
  Item,
  'feedId' | 'title' | 'text' | 'categories' | 'authors' | 'url' | 'language'
>

type MatchedContent = DocumentContent & Pick<Item, 'searched'>

/** The item as a rule sees it. */
export function documentOf(
  item: DocumentContent,
  feed: Pick<FeedSettings, 'title' | 'tags'> | undefined,
  feedTitle: string | null,
): MatchDocument {
  return makeDocument({
    title: item.title,
    text: item.text,
    source: [item.feedId, feed?.title ?? feedTitle ?? ''].filter((name) => name !== ''),
    tags: [...(feed?.tags ?? []), ...item.categories],
    authors: item.authors,
    url: item.url ?? '',
    declaredLanguage: item.language,
  })
}

/** What the rules say of one item, stored or not; never throws. */
export function findHits(
  settings: Settings,
  item: MatchedContent,
  feedTitle: string | null,
): ItemFindings {
  try {
    const document = documentOf(item, settings.feeds.get(item.feedId), feedTitle)
    const hits = settings.matcher.match(document).flatMap(({ ruleId, spans }) => {
      const rule = settings.rules.get(ruleId)
      if (rule === undefined || !rule.feedIds.has(item.feedId)) return []
      const evidence = evidenceOf(item.searched, document, spans)
      return [{ ruleId, ruleRevision: rule.revision, evidence }]
    })
    return { hits, problem: null }
  } catch (error) {
    return { hits: [], problem: String(error) }
  }
}

function evidenceOf(
  searched: SearchedText,
  document: MatchDocument,
  spans: readonly MatchSpan[],
): Evidence {
  const variants = new Map(
    spans.map(({ term, concept }) => [`${concept ?? ''} ${term}`, { term, concept }]),
  )
  return {
    searched,
    variants: [...variants.values()],
    excerpts: makeExcerpts(document, spans),
  }
}
