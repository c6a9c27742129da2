import { type Command, JSON_OPTION } from '../command.ts'

export const searchCommand: Command = {
  name: 'search',
  summary: 'search the stored items',
  details: [
    'The query is written like a rule and means the same. Newest items come first, by the time of their publication where it is known.',
    'An index proposes what may match, and is filled while the daemon runs; what it does not know yet is found by reading it. A query that names no word to go by (one that begins with a wildcard, or source:, tag:, lang: and url: alone) is held against all items, which takes longer, and the command says so.',
    '--json prints one line for each item: {"id","feed","story","title","url","published","firstSeenAt","spans":[{"field","start","end","term","concept"}]}.',
  ],
  positionals: [{ name: 'QUERY', arity: 'one', help: 'what to look for, as in a rule' }],
  options: [{ name: 'limit', value: 'N', help: 'at most so many items (default 50)' }, JSON_OPTION],
  examples: [
    { line: "policywatch search 'SMR AND Korea'", does: 'stored items that a rule would hit' },
    { line: "policywatch search --json --limit 1000 '@fta'", does: 'as JSON, one item a line' },
  ],
  exits: [{ code: 0, means: 'done, also where nothing was found' }],
  seeAlso: ['explain', 'match'],
  run: async (call) => {
    const { searchArchive } = await import('../actions/search-archive.ts')
    return searchArchive(call)
  },
}
