import { type CatalogueFeed, isUsable, readFeedCatalogue } from '../../config/feed-catalogue.ts'
import { findClosest } from '../../config/find-closest.ts'
import { formatFeeds } from '../../config/format-feeds.ts'
import { selectCatalogueFeeds } from '../../config/select-catalogue-feeds.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { describeCatalogueFeed, offerCatalogueFeed } from '../offer-catalogue-feed.ts'
import { countOf } from '../output/count-of.ts'
import { formatTable } from '../output/format-table.ts'
import { say, write, writeJsonLine, writeLine } from '../output/write.ts'

const HEAD = [
  '# From the catalogue that comes with Policywatch. None of these addresses was checked live by us: the comment above',
  '# each says what its source claims, and when. "policywatch inspect URL" shows what one answers today.',
]

/** Lists the feeds of the catalogue, or those that words single out. */
export async function listCatalogue({ io, positionals, has }: CommandCall): Promise<ExitCode> {
  if (has('json') && has('table')) {
    throw new UsageError('--json and --table do not go together', 'write one of them')
  }
  const found = selectOrExplain(positionals)
  if (has('json')) {
    writeJsonLine(io, found.map(describeCatalogueFeed))
    return EXIT.done
  }
  if (has('table')) {
    write(io, formatCatalogue(found))
  } else {
    for (const line of HEAD) writeLine(io, line)
    write(io, formatFeeds(found.map(offerCatalogueFeed)))
  }
  say(io, describeCount(found))
  return EXIT.done
}

function selectOrExplain(words: readonly string[]): readonly CatalogueFeed[] {
  const feeds = readFeedCatalogue()
  const found = selectCatalogueFeeds(feeds, words)
  if (found.length > 0) return found
  const typed = words.join(' ')
  const known = feeds.flatMap(({ id, country, topics }) => [id, country.tag, ...topics])
  const closest = findClosest(typed, known)
  throw new CommandError(`no feed of the catalogue has to do with "${typed}"`, {
    hint:
      closest === null
        ? 'policywatch feeds catalog --table lists all; policywatch feeds find URL looks into a page'
        : `did you mean "${closest}"?`,
  })
}

function formatCatalogue(feeds: readonly CatalogueFeed[]): string {
  return formatTable<CatalogueFeed>(
    [
      { title: 'ID', cellOf: ({ id }) => id },
      { title: 'PUBLISHER', cellOf: ({ publisher }) => publisher, widest: 48 },
      { title: 'COUNTRY', cellOf: ({ country }) => country.code },
      { title: 'LANGUAGE', cellOf: ({ language }) => language },
      { title: 'STATUS', cellOf: (feed) => feed.status },
      { title: 'AS OF', cellOf: ({ asOf }) => asOf },
    ],
    feeds,
  )
}

function describeCount(feeds: readonly CatalogueFeed[]): string {
  const usable = feeds.filter(isUsable).length
  const others = feeds.length - usable
  const withheld = others === 0 ? '' : `; ${others} more that are dead, blocked or no feed`
  return `${countOf(usable, 'feed', 'feeds')}${withheld}; not checked live by us`
}
