import { formatFeeds } from '../../config/format-feeds.ts'
import { parseOpml } from '../../parse/parse-opml.ts'
import { type CommandCall, CommandError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettingsIfAny } from '../load-settings-if-any.ts'
import { type ImportedFeeds, offerImportedFeeds } from '../offer-imported-feeds.ts'
import { countOf } from '../output/count-of.ts'
import { printable } from '../output/printable.ts'
import { say, write, writeJsonLine } from '../output/write.ts'
import { readLimited } from '../read-limited.ts'

/** A list of 20,000 feeds has about 6 MB. */
const LONGEST_FILE_BYTES = 8_000_000
/** Problems that are told one by one. */
const MOST_TOLD = 10

/** Turns an OPML document into a section of config.yaml. */
export async function importFeeds(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, has } = call
  const [source = '-'] = positionals
  const list = parseOpml(await readLimited(io, source, LONGEST_FILE_BYTES))
  const name = source === '-' ? 'stdin' : source
  if (list.kind === 'not-opml') {
    throw new CommandError(`${printable(name)} is no OPML: it is ${printable(list.what)}`, {
      hint: 'other readers write one under "export subscriptions"; policywatch feeds find URL looks into a page',
    })
  }
  const settings = await loadSettingsIfAny(call)
  const imported = offerImportedFeeds(list.feeds, [...(settings?.feeds.values() ?? [])])
  if (has('json')) {
    writeJsonLine(io, describeImport(imported, list.problems))
  } else {
    write(io, formatFeeds([...imported.offered, ...imported.withheld]))
    for (const problem of list.problems.slice(0, MOST_TOLD)) say(io, printable(problem))
    say(io, describeCounts(imported))
  }
  return list.extent === 'whole' ? EXIT.done : EXIT.partlyDone
}

function describeImport({ offered, withheld }: ImportedFeeds, problems: readonly string[]): object {
  return {
    feeds: offered.map(({ id, url, title, country, method, body, fullText, tags }) => {
      return { id, url, title, country, method, body, fullText, tags }
    }),
    withheld: withheld.map(({ url, reason }) => ({ url, reason })),
    problems,
  }
}

function describeCounts({ offered, withheld, repeatCount }: ImportedFeeds): string {
  const count = (reason: string): number => withheld.filter((feed) => feed.reason === reason).length
  const parts = [
    [count('configured'), 'configured already'],
    [count('dead'), 'dead according to the catalogue'],
    [count('bad-url'), 'without a web address'],
    [repeatCount, 'named more than once'],
  ] as const
  const others = parts.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  return [countOf(offered.length, 'feed', 'feeds'), ...others].join('; ')
}
