import { type Command, JSON_OPTION } from '../command.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'copy the database into a file, beside a running daemon too',
  details: [
    'The copy is consistent: everything that was stored before the command began is in it, and a running daemon does not wait. It is made beside FILE, verified (pages, references, the ledger), flushed to the disk, and only then gets its name; when anything fails, nothing is left, and a FILE that was there stays as it was.',
    'It holds addresses, so only its owner may read it. The configuration, the secrets that it names and the folder of messages (outbox) are not in it. "restore" puts it in place again.',
    '--json prints one document: {"file","bytes","items","stories","matches","deliveries","ms","schema","ledgerProblems":[{"code","count","example"}]}.',
  ],
  positionals: [{ name: 'FILE', arity: 'one', help: 'the file to make' }],
  options: [
    { name: 'force', value: null, help: 'replace FILE where it is there already' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch backup /mnt/safe/policywatch.db', does: 'onto another disk' },
    {
      line: 'policywatch backup --force --json /mnt/safe/policywatch.db',
      does: 'for a nightly job, in place of the last one',
    },
  ],
  exits: [{ code: 1, means: 'no copy was made; nothing was changed' }],
  seeAlso: ['restore', 'ledger', 'migrate'],
  run: async (call) => {
    const { backUpDatabase } = await import('../actions/back-up-database.ts')
    return backUpDatabase(call)
  },
}
