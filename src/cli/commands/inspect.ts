import { type Command, JSON_OPTION } from '../command.ts'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'show what Policywatch sees in a feed',
  details: [
    'Reads each source as a poll would: fetching, charset, repair, dates, links, text. Dates are shown as the feed gives them; those that cannot be read or cannot be true are problems. --json prints one line per source; times are ISO 8601 in UTC or null, links absolute.',
    'Exit code 4 when some sources are no feeds, 1 when none is. Needs no configuration.',
  ],
  positionals: [
    { name: 'SOURCE', arity: 'one-or-more', help: 'http or https addresses, or files' },
  ],
  options: [
    {
      name: 'timezone',
      value: 'ZONE',
      help: 'IANA zone of dates that name none, as timezone does for a feed in config.yaml; UTC when left out',
    },
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'policywatch inspect https://www.korea.net/rss/policies.xml',
      does: 'a feed on the web',
    },
    { line: 'policywatch inspect --json *.xml', does: 'files, one line of JSON for each' },
  ],
  exits: [
    { code: 0, means: 'every source is a feed' },
    { code: 1, means: 'none is a feed' },
    { code: 4, means: 'some are feeds' },
  ],
  seeAlso: ['feeds find', 'poll'],
  run: async (call) => {
    const { inspectSources } = await import('../actions/inspect-sources.ts')
    return inspectSources(call)
  },
}
