import type { FeedSettings, Settings } from '../config/settings.ts'
import type { Evidence } from '../core/alert/evidence.ts'
import { makeExcerpts } from '../core/alert/excerpt.ts'
import type { Item } from '../core/feed/item.ts'
import { makeDocument } from '../core/feed/make-document.ts'
import type { MatchDocument, MatchSpan } from '../core/rule/match-document.ts'
import type { MatchDraft } from '../store/matches.ts'

/** What the rules said of some items; `problems` names items that made the matcher fail. */
export type MatchedItems = {
  readonly drafts: readonly MatchDraft[]
  readonly problems: readonly string[]
}

/** Holds every rule that looks at the item's feed against each item. One item that fails does not stop the others. */
export function matchItems(
  settings: Settings,
  items: readonly Item[],
  feedTitle: string | null,
): MatchedItems {
  const drafts: MatchDraft[] = []
  const problems: string[] = []
  for (const item of items) {
    try {
      drafts.push(...matchItem(settings, item, feedTitle))
    } catch (error) {
      problems.push(`item ${item.id} could not be matched: ${String(error)}`)
    }
  }
  return { drafts, problems }
}

/** The item as a rule sees it. */
export function documentOf(
  item: Pick<Item, 'feedId' | 'title' | 'text' | 'categories' | 'authors' | 'url' | 'language'>,
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

function matchItem(
  settings: Settings,
  item: Item,
  feedTitle: string | null,
): readonly MatchDraft[] {
  const document = documentOf(item, settings.feeds.get(item.feedId), feedTitle)
  return settings.matcher.match(document).flatMap(({ ruleId, spans }) => {
    const rule = settings.rules.get(ruleId)
    if (rule === undefined || !rule.feedIds.has(item.feedId)) return []
    const evidence = evidenceOf(item, document, spans)
    return [
      { ruleId, ruleRevision: rule.revision, storyId: item.storyId, itemId: item.id, evidence },
    ]
  })
}

function evidenceOf(item: Item, document: MatchDocument, spans: readonly MatchSpan[]): Evidence {
  const variants = new Map(
    spans.map(({ term, concept }) => [`${concept ?? ''} ${term}`, { term, concept }]),
  )
  return {
    searched: item.searched,
    variants: [...variants.values()],
    excerpts: makeExcerpts(document, spans),
  }
}
