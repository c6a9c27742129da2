import { openFetcher } from '../../app.ts'
import {
  type CatalogueFeed,
  countryOfEntry,
  readFeedCatalogue,
} from '../../config/feed-catalogue.ts'
import { formatFeeds, type OfferedFeed } from '../../config/format-feeds.ts'
import { parseHttpUrl } from '../../config/parse-address.ts'
import { findCatalogueFeed } from '../../config/select-catalogue-feeds.ts'
import { hostOf } from '../../core/feed/host-of.ts'
import { makeFeedId } from '../../core/feed/make-feed-id.ts'
import { ReadingPool } from '../../parse/reading-pool.ts'
import { type FeedSearch, type FoundFeed, findFeeds } from '../../pipeline/find-feeds.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettingsIfAny } from '../load-settings-if-any.ts'
import { countOf } from '../output/count-of.ts'
import { printable } from '../output/printable.ts'
import { startProgressLine } from '../output/progress-line.ts'
import { say, write, writeJsonLine } from '../output/write.ts'
import { stopSignal } from '../stop-signal.ts'

/** Entries of the catalogue that a hint names. */
const MOST_NAMED = 4

/** Looks for the feeds of a page and prints those that were read, as a section of config.yaml. */
export async function offerFoundFeeds(call: CommandCall): Promise<ExitCode> {
  const { io, has } = call
  const url = readUrl(call.positionals[0] ?? '')
  const settings = await loadSettingsIfAny(call)
  const taken = new Set<string>(settings?.feeds.keys() ?? [])
  const signal = stopSignal(io, ['SIGINT', 'SIGTERM'])
  const progress = startProgressLine(io)
  const tools = { fetcher: openFetcher(settings), reading: new ReadingPool() }
  let search: FeedSearch
  try {
    const addresses = has('allow-private') ? 'any' : 'public'
    const onVisit = (asked: string): void => progress.show(asked)
    search = await findFeeds(tools, url, { addresses, signal, onVisit })
  } finally {
    progress.clear()
    await tools.fetcher.close()
    await tools.reading.close()
  }
  const feeds = nameFeeds(search.feeds, taken)
  if (has('json')) writeJsonLine(io, describeSearch(url, search, feeds))
  if (feeds.length === 0) throw explainNothing(call, url, search)
  if (!has('json')) {
    write(io, formatFeeds(feeds.map((feed) => offer(feed, has('allow-private')))))
    sayRest(call, search)
  }
  return signal.aborted ? EXIT.partlyDone : EXIT.done
}

function readUrl(typed: string): string {
  const result = parseHttpUrl(typed)
  if (result.kind === 'parsed') return result.value
  throw new UsageError(result.message, result.hint)
}

type NamedFeed = FoundFeed & { readonly id: string }

/** Each with an id that is neither another's nor in the configuration. */
function nameFeeds(feeds: readonly FoundFeed[], taken: Set<string>): readonly NamedFeed[] {
  return feeds.map((feed) => {
    const id = makeFeedId(feed.title, feed.url, taken)
    taken.add(id)
    return { ...feed, id }
  })
}

/** How an address came to be asked, in a comment. */
const ORIGINS: Readonly<Record<FoundFeed['foundBy'], string>> = {
  itself: 'the address is a feed itself',
  announced: 'announced by the page',
  linked: 'linked from the page',
  guessed: 'not announced, found at a usual address',
}

function offer(feed: NamedFeed, allowPrivate: boolean): OfferedFeed {
  const { id, url, title, format, itemCount, newest, foundBy } = feed
  const date = newest === null ? 'no dates' : `newest ${newest.slice(0, 10)}`
  return {
    kind: 'feed',
    id,
    url,
    title,
    country: knownCountry(url),
    method: 'GET',
    body: null,
    fullText: false,
    allowPrivate,
    tags: [],
    comments: [[format, countOf(itemCount, 'item', 'items'), date, ORIGINS[foundBy]].join(', ')],
  }
}

/** What the catalogue says of the address, or of its host. */
function knownCountry(url: string): string | null {
  const catalogue = readFeedCatalogue()
  const entry = findCatalogueFeed(catalogue, url) ?? listKnownFeeds(url)[0]
  return entry === undefined ? null : countryOfEntry(entry)
}

function describeSearch(
  source: string,
  { failure, tried }: FeedSearch,
  feeds: readonly NamedFeed[],
): object {
  return {
    source,
    ok: feeds.length > 0,
    feeds: feeds.map(({ id, url, title, format, language, itemCount, newest, foundBy }) => {
      return { id, url, title, format, language, items: itemCount, newest, foundBy }
    }),
    tried:
      failure === null ? tried : [{ url: source, foundBy: 'itself', message: failure.message }],
  }
}

function sayRest({ io }: CommandCall, { feeds, tried, unaskedCount }: FeedSearch): void {
  const others = tried.filter(({ foundBy }) => foundBy !== 'itself' && foundBy !== 'guessed')
  for (const { url, message } of others)
    say(io, `no feed: ${printable(url)}: ${printable(message)}`)
  const more = unaskedCount === 0 ? '' : `; ${unaskedCount} more links were not asked`
  say(io, `${countOf(feeds.length, 'feed', 'feeds')}${more}`)
  if (feeds.some(({ itemCount }) => itemCount > 0)) {
    say(io, 'add "fullText: true" where items are teasers: policywatch inspect URL shows them')
  }
}

function explainNothing(call: CommandCall, url: string, search: FeedSearch): CommandError {
  const { failure, tried } = search
  if (failure?.isPrivate === true && !call.has('allow-private')) {
    const hint = 'if that is meant, add --allow-private'
    return new CommandError(`${printable(url)} is not on a public address`, { hint })
  }
  const asked = countOf(tried.length - 1, 'other address', 'other addresses')
  const message =
    failure === null
      ? `${printable(url)} announces no feed, and none was found at ${asked}`
      : printable(failure.message)
  const known = listKnownFeeds(url).map(({ id }) => id)
  if (known.length > 0) {
    const hint = `the catalogue knows of this host: policywatch feeds catalog ${known.join(' ')}`
    return new CommandError(message, { hint })
  }
  const next =
    failure === null
      ? 'try the page with the press releases, or one called RSS'
      : 'look at the address in a browser'
  return new CommandError(message, {
    hint: `${next}; policywatch feeds catalog WORDS knows many addresses`,
  })
}

/** Entries of the catalogue that are on the same host; the first few. */
function listKnownFeeds(url: string): readonly CatalogueFeed[] {
  const siteOf = (address: string): string => hostOf(address).replace(/^www\./, '')
  const known = readFeedCatalogue().filter((feed) => siteOf(feed.url) === siteOf(url))
  return known.slice(0, MOST_NAMED)
}
