import { type Command, JSON_OPTION } from '../command.ts'

export const optOutsCommand: Command = {
  name: 'opt-outs',
  summary: 'list who unsubscribed; record or undo it',
  details: [
    'Whoever unsubscribed gets nothing more, whatever config.yaml says; the table shows where it still lists the address. With --add you record what somebody asked for by mail or telephone, with --remove you undo an opt-out; without --subscription both are about everything. A running daemon heeds it from the next e-mail on.',
    '--json prints one line for each opt-out.',
  ],
  positionals: [],
  options: [
    { name: 'add', value: 'ADDRESS', help: 'write to this address no more' },
    { name: 'remove', value: 'ADDRESS', help: 'write to this address again' },
    {
      name: 'subscription',
      value: 'ID',
      help: 'what --add and --remove are about (default: everything)',
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch opt-outs', does: 'a table' },
    {
      line: 'policywatch opt-outs --add kim@example.org --subscription energy-desk',
      does: 'after a letter that asked for it',
    },
    { line: 'policywatch opt-outs --remove kim@example.org', does: 'undo "everything"' },
  ],
  seeAlso: ['status', 'ledger'],
  run: async (call) => {
    const { manageOptOuts } = await import('../actions/manage-opt-outs.ts')
    return manageOptOuts(call)
  },
}
