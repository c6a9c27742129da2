import type { SearchedText } from '../feed/item.ts'
import type { RuleId, SubscriptionId } from '../ids.ts'
import type { Timestamp } from '../time.ts'
import type { AlertKind } from './plan-alerts.ts'

/**
 * What one e-mail says, before it is words: put together when the first attempt begins, rendered by `renderAlert`, and
 * stored as it reads then. The same content always makes the same e-mail.
 */
export type AlertContent = {
  readonly kind: AlertKind
  readonly subscriptionId: SubscriptionId
  /** IANA zone in which times are written. */
  readonly timezone: string
  readonly createdAt: Timestamp
  /** The rules that hit, in the order of the configuration. */
  readonly rules: readonly AlertRule[]
  /** Each story once, in the order in which it shall stand under its first rule. */
  readonly stories: readonly AlertStory[]
  /** Stories that hit a rule and are left out on purpose (already-published: beyond ten a rule). */
  readonly omittedStoryCounts: readonly OmittedStoryCount[]
  /** Which of several e-mails this is, when one cannot hold everything; null for a whole one. */
  readonly part: (AlertPart & { readonly allStoriesCount: number }) | null
  /** Plain sentences for the reader: the budget was used up, a feed may have lost items. */
  readonly notices: readonly string[]
  /**
   * edit: the subject of the e-mail that told the story, where that told it alone, so that the edit stands beneath it;
   * null everywhere else. It may begin with "Re: " itself.
   */
  readonly threadSubject: string | null
  /** all-quiet: plain sentences on what was visited and found; see `allQuietStatements`. Empty everywhere else. */
  readonly statements: readonly string[]
  /** all-quiet: nothing could be visited, so that nobody knows whether all is quiet. */
  readonly isBlind: boolean
  /** Of many stories the headlines alone, so that most of them stand in one e-mail: the digest of what exceeds the budget. */
  readonly isCompact: boolean
}

/** `number` counts from 1. */
export type AlertPart = { readonly number: number; readonly count: number }

export type AlertRule = { readonly id: RuleId; readonly title: string }

export type OmittedStoryCount = { readonly ruleId: RuleId; readonly count: number }

export type AlertStory = {
  readonly title: string
  readonly url: string | null
  readonly sourceTitle: string
  /** The English name of the country that the source speaks for; null when unknown. */
  readonly country: string | null
  /** BCP 47, or null when unknown. */
  readonly language: string | null
  readonly published: Timestamp | null
  readonly seenAt: Timestamp
  /** `edited`: the item was known, and its text has changed since. */
  readonly occasion: 'new' | 'edited'
  /** Of an edited story that was told before: what differs from the text that was told. Empty for all others. */
  readonly changes: readonly Change[]
  /** Further passages that changed. */
  readonly moreChangesCount: number
  readonly ruleIds: readonly RuleId[]
  /** The terms that hit, for each rule. */
  readonly variants: readonly AlertVariant[]
  /** Empty where only changes are told. */
  readonly excerpts: readonly Excerpt[]
  readonly searched: SearchedText
  /** null when the article was read, or none was wanted. */
  readonly articleProblem: ArticleProblem | null
  readonly alsoPublishedBy: readonly AlertSource[]
}

/** Why the article could not be read, in words without a full stop: `the server did not answer within 15 s`. */
export type ArticleProblem = { readonly reason: string; readonly willBeTriedAgain: boolean }

/** `term` as it was written in the rule or concept; `concept` without @. */
export type AlertVariant = {
  readonly ruleId: RuleId
  readonly term: string
  readonly concept: string | null
}

export type AlertSource = {
  readonly sourceTitle: string
  readonly country: string | null
  readonly url: string | null
}

/** A passage that changed, as `findEdit` finds it. */
export type Change = {
  /** `rewrite`: too much changed to be told word by word; the parts are the beginning of the new text. */
  readonly kind: 'words' | 'rewrite'
  readonly field: 'title' | 'text'
  /** In reading order, what was removed before what took its place. */
  readonly parts: readonly ChangePart[]
  /** The sentence goes on before or after. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

export type ChangePart = { readonly text: string; readonly mark: 'same' | 'added' | 'removed' }

/** A stretch of a document around hits, or its beginning when nothing in it was hit. */
export type Excerpt = {
  readonly field: 'title' | 'text'
  /** In reading order; joined they are the exact stretch. */
  readonly parts: readonly ExcerptPart[]
  /** The sentence goes on before or after. */
  readonly cutBefore: boolean
  readonly cutAfter: boolean
}

export type ExcerptPart = { readonly text: string; readonly isHit: boolean }
