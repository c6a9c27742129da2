import { createHash } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Mailbox } from '../core/alert/mailbox.ts'
import { countryOfUrl } from '../core/feed/country-of-host.ts'
import { type FeedId, feedIdOf, type RuleId, ruleIdOf, subscriptionIdOf } from '../core/ids.ts'
import type { Matcher } from '../core/rule/matcher.ts'
import type { ConceptLists } from '../core/rule/syntax/concept-lists.ts'
import { conceptClosure } from '../core/rule/syntax/rule-concepts.ts'
import { createFeedFinder } from './create-feed-finder.ts'
import { findWatchers } from './find-watchers.ts'
import { longestFirst, maskSecrets } from './mask-secrets.ts'
import { parseListen } from './parse-address.ts'
import type { ResolvedFile } from './resolve-concepts.ts'
import type {
  FeedSettings,
  MailSettings,
  RuleSettings,
  Settings,
  SubscriptionSettings,
  WebSettings,
} from './settings.ts'

/** What is not written in the file itself. */
export type SettingsContext = {
  /** Absolute path of config.yaml. */
  readonly file: string
  readonly revision: string
  readonly matcher: Matcher
  /** What placeholders put in. */
  readonly placed: readonly string[]
  /** Folder for data when the file names none; seen from the file. */
  readonly defaultDataDir: string
  /** Address and port where `web.listen` is left out. */
  readonly defaultListen: string
}

/** Settings from a file in which nothing is wrong: names are resolved, and every default is filled in. */
export function buildSettings(config: ResolvedFile, context: SettingsContext): Settings {
  const placed = longestFirst(context.placed)
  const feeds = mapEntries(config.feeds, feedIdOf, (id, feed) =>
    buildFeed(config, id, feed, placed),
  )
  const concepts = new Map(Object.entries(config.concepts))
  const feedsOf = createFeedFinder(config.feeds)
  const rules = mapEntries(config.rules, ruleIdOf, (id, rule) =>
    buildRule(concepts, id, rule, feedsOf(rule.feeds ?? null)),
  )
  const subscriptions = mapEntries(config.subscriptions, subscriptionIdOf, (id, subscription) =>
    buildSubscription(config, id, subscription),
  )
  return {
    file: context.file,
    revision: context.revision,
    timezone: config.timezone,
    feeds,
    concepts,
    rules,
    subscriptions,
    watchers: findWatchers([...feeds.keys()], rules, subscriptions),
    matcher: context.matcher,
    polling: { contact: config.polling.contact ?? null, perHost: config.polling.perHost },
    mail: buildMail(config),
    admins: withoutRepeats(config.admins),
    web: buildWeb(config, context.defaultListen),
    keep: {
      itemDays: config.keep.items,
      pollDays: config.keep.polls,
      bodyDays: config.keep.bodies,
    },
    backup: config.backup ?? null,
    heartbeat: config.heartbeat ?? null,
    dataDir: resolve(dirname(context.file), config.data ?? context.defaultDataDir),
  }
}

function mapEntries<Id extends string, From, To>(
  entries: Readonly<Record<string, From>>,
  idOf: (key: string) => Id,
  build: (id: Id, entry: From) => To,
): ReadonlyMap<Id, To> {
  return new Map(
    Object.entries(entries).map(([key, entry]) => [idOf(key), build(idOf(key), entry)]),
  )
}

function buildFeed(
  config: ResolvedFile,
  id: FeedId,
  feed: ResolvedFile['feeds'][string],
  secrets: readonly string[],
): FeedSettings {
  return {
    id,
    url: feed.url,
    shownUrl: maskSecrets(feed.url, secrets),
    title: feed.title ?? null,
    country: feed.country ?? countryOfUrl(feed.url),
    schedule: feed.schedule ?? config.defaults.schedule,
    timezone: feed.timezone ?? config.timezone,
    fullText: feed.fullText,
    tags: feed.tags,
    method: feed.method,
    body: feed.body ?? null,
    headers: feed.headers,
    allowPrivate: feed.allowPrivate,
    startWith: feed.startWith ?? config.defaults.startWith,
  }
}

function buildRule(
  concepts: ConceptLists,
  id: RuleId,
  rule: ResolvedFile['rules'][string],
  feedIds: ReadonlySet<FeedId>,
): RuleSettings {
  return {
    id,
    title: rule.title ?? id,
    match: rule.match,
    revision: hashRule(rule.match, concepts),
    feedIds,
  }
}

/** Terms are sorted, because their order means nothing. */
function hashRule(query: string, concepts: ConceptLists): string {
  const reached = conceptClosure(query, concepts)
  const terms = reached.map((name) => [name, [...(concepts.get(name) ?? [])].sort()])
  return createHash('sha256')
    .update(JSON.stringify([query, terms]))
    .digest('hex')
}

function buildSubscription(
  config: ResolvedFile,
  id: SubscriptionSettings['id'],
  subscription: ResolvedFile['subscriptions'][string],
): SubscriptionSettings {
  const names = subscription.rules === 'all' ? Object.keys(config.rules) : subscription.rules
  return {
    id,
    to: withoutRepeats(subscription.to),
    ruleIds: new Set(names.map(ruleIdOf)),
    deliver: subscription.deliver,
    quiet: subscription.quiet ?? null,
    budget: subscription.budget,
    edits: subscription.edits,
    allQuiet: subscription.allQuiet ?? null,
  }
}

/** Two messages for one address would be one too many; the first spelling is kept. */
function withoutRepeats(mailboxes: readonly Mailbox[]): readonly Mailbox[] {
  const first = new Map<string, Mailbox>()
  for (const mailbox of mailboxes) {
    const key = mailbox.address.toLowerCase()
    if (!first.has(key)) first.set(key, mailbox)
  }
  return [...first.values()]
}

/** Sender of messages that only become files. */
const LOCAL_SENDER: Mailbox = { name: 'Policywatch', address: 'policywatch@localhost' }

function buildMail({ mail }: ResolvedFile): MailSettings {
  return { from: mail.from ?? LOCAL_SENDER, smtp: mail.smtp ?? null, dkim: mail.dkim ?? null }
}

function buildWeb({ web }: ResolvedFile, defaultListen: string): WebSettings | null {
  if (web === false) return null
  const { password = null, publicUrl = null, listen = readDefaultListen(defaultListen) } = web
  return { ...web, listen, password, publicUrl }
}

/** The default comes from the image or the shell, not from the file, so it has no line to point at. */
function readDefaultListen(text: string): WebSettings['listen'] {
  const listen = parseListen(text)
  if (listen.kind === 'parsed') return listen.value
  throw new Error(`POLICYWATCH_LISTEN: ${listen.message}; ${listen.hint}`)
}
