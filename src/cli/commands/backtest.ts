import { type Command, JSON_OPTION } from '../command.ts'

export const backtestCommand: Command = {
  name: 'backtest',
  summary: 'show what changed rules would match, before they count',
  details: [
    'Holds the rules of the configuration against the stored items of the last days, and compares with what is in force: the rules that were last applied to these items, with their concepts and feeds as they were then. Rules that are the same are passed over. Nothing is written, and a daemon may work on the same data. An item counts on the day of its news, in the timezone of the configuration.',
    'A configuration that is tried often lies elsewhere, and then its data folder is not the one that is in use: --data names that.',
    'Both sides see the feeds as the configuration has them: earlier titles and tags of feeds are not known.',
    '--json prints one document: { "days", "since", "until", "timezone", "items", "newly", "noLonger", "inForce", "unchanged": [RULE …], "rules": [{ "rule", "title", "change", "differsIn", "newlyCount", "noLongerCount", "unchangedCount", "note", "newly": [HEADLINE …], "noLonger": [HEADLINE …], "days": [{ "date", "newly", "noLonger" } …] } …], "problems": [TEXT …] }. HEADLINE is { "id", "feed", "title", "url", "at" }. Counts are of all items; headlines are the newest, see --limit.',
    'With --rule it prints { "query", "days", "since", "until", "timezone", "items", "hits", "headlines": [HEADLINE with "spans" …], "perDay": [{ "date", "hits" } …], "warnings", "problems" }.',
    'Exit 1 with --fail-above N when more than N matches come or go: newly and no longer matched, of all rules together; with --rule, when it hits more than N items. Also when nothing of these days is stored while rules differ, or an item could not be held against: that proves nothing.',
  ],
  positionals: [],
  options: [
    { name: 'days', value: 'N', help: 'so many days, today among them (default 30)' },
    { name: 'rule', value: 'QUERY', help: 'try this query alone, on all configured feeds' },
    {
      name: 'data',
      value: 'DIR',
      help: 'the data folder, instead of the one of the configuration',
    },
    {
      name: 'limit',
      value: 'N',
      help: 'at most so many headlines of a kind and rule (default 10)',
    },
    { name: 'fail-above', value: 'N', help: 'exit 1 when more than N matches come or go' },
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'policywatch backtest --config draft.yaml --data /data',
      does: 'what a draft would change',
    },
    { line: "policywatch backtest --rule '@smr AND (Korea OR 한국)'", does: 'a single query' },
    { line: 'policywatch backtest --days 90 --fail-above 50', does: 'for a job that checks edits' },
    { line: 'policywatch backtest --json --limit 1000', does: 'everything, for a program' },
  ],
  exits: [
    { code: 0, means: 'done; with --fail-above: no more than N matches come or go' },
    {
      code: 1,
      means:
        'failed, also where nothing was ever stored; with --fail-above: more come or go, or that is not known',
    },
  ],
  seeAlso: ['check', 'match', 'explain', 'search'],
  run: async (call) => {
    const { backtest } = await import('../actions/backtest.ts')
    return backtest(call)
  },
}
