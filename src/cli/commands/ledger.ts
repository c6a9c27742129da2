import { type Command, JSON_OPTION } from '../command.ts'

export const ledgerCommand: Command = {
  name: 'ledger',
  summary: 'show every match and what became of it for each address',
  details: [
    'A rule tells a story once: what hits another copy of it has a row that names the match which tells it.',
    'States are pending, held, sending and uncertain, which are not final, and sent, suppressed and failed, which are and give their reason.',
    '--verify exits 1 if a match has no row or joined an alert that was closed, a row is overdue or held without a reason, or an alert went out under two Message-IDs; also where nothing was ever stored, for that proves nothing.',
    '--json prints one line for each row: {"matchId","ruleId","itemId","storyId","title","url","matchedAt","subscriptionId","address","state","reason","alertId","messageId","attemptCount","nextAttemptAt","finishedAt"}; with --verify one document: {"ok","problems":[{"code","count","example"}]}.',
  ],
  positionals: [],
  options: [
    { name: 'verify', value: null, help: 'prove that nothing was lost; of all rows' },
    { name: 'state', value: 'STATE', help: 'only rows in this state; several with commas' },
    { name: 'address', value: 'ADDRESS', help: 'only rows of this address' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch ledger', does: 'a table' },
    { line: 'policywatch ledger --json', does: 'one row a line' },
    { line: 'policywatch ledger --state failed,held', does: 'what was given up or waits' },
    { line: 'policywatch ledger --verify', does: 'for a nightly job' },
  ],
  exits: [
    { code: 0, means: 'done; with --verify: nothing was lost' },
    { code: 1, means: 'failed; with --verify: something is not in order' },
  ],
  seeAlso: ['explain', 'status', 'deliver'],
  run: async (call) => {
    const { showLedger } = await import('../actions/show-ledger.ts')
    return showLedger(call)
  },
}
