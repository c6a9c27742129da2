import { type Command, JSON_OPTION } from '../command.ts'

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'put a backup in the place of the database',
  details: [
    'FILE is verified (pages, references, which version wrote it) and only read. A backup of an older version is brought up to date on the way; one of a newer version is refused, and so is everything while a daemon works on the data. Where there is no database yet, as on a new machine, FILE becomes the first one.',
    'The database that was there is kept beside it, as policywatch.db.before-restore-TIME; delete it when all is well. What it knows and must not be forgotten is carried over, where it can be read: who unsubscribed, and which of the waiting alerts were sent since.',
    'News that came after the backup comes again if the feeds still list it, and is told again. What waits in the backup goes out at the next start under the Message-ID that it had.',
    'What was saved from a damaged database (docs/backing-up.md) may have rows that refer to lost ones, and is refused for them. With --salvage they are removed and counted, and what they stood for, an item, a match, an e-mail, with them.',
    '--json prints one document: {"file","backup","items","stories","matches","deliveries","lastPolledAt","migrations":[…],"aside","carried":{"optOuts":[{"address","subscriptionId","optedOutAt","via"}],"revivedOptOuts":[…],"sentCount"},"isOfOtherInstallation","waitingCount","ledgerProblems":[{"code","count","example"}],"removedRows":[{"table","count"}]}.',
  ],
  positionals: [{ name: 'FILE', arity: 'one', help: 'what "backup" has made' }],
  options: [
    {
      name: 'salvage',
      value: null,
      help: 'remove rows that refer to lost ones instead of refusing FILE',
    },
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'policywatch restore /mnt/safe/policywatch.db',
      does: 'with the daemon stopped; then start it again',
    },
  ],
  exits: [{ code: 1, means: 'nothing was restored or changed' }],
  seeAlso: ['backup', 'ledger', 'opt-outs'],
  run: async (call) => {
    const { restoreBackup } = await import('../actions/restore-backup.ts')
    return restoreBackup(call)
  },
}
