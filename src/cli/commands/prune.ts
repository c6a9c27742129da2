import { type Command, JSON_OPTION } from '../command.ts'

export const pruneCommand: Command = {
  name: 'prune',
  summary: 'remove what is older than "keep" says, and give its space back',
  details: [
    'A running daemon does this by itself once a day; the command is for whoever has changed "keep" and does not want to wait, and works beside it. Stories go whole: when everything of them is older, no feed lists them any more and every e-mail about them has ended. What is gone does not come back as news.',
    'The work is done in short steps. Ctrl-C ends it between two of them, without harm; the next time it goes on.',
  ],
  positionals: [],
  options: [
    { name: 'dry-run', value: null, help: 'say what would go, and change nothing' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch prune --dry-run', does: 'what would go' },
    { line: 'policywatch prune', does: 'and now for good' },
  ],
  exits: [{ code: 4, means: 'it was ended early, or files could not be removed' }],
  seeAlso: ['status', 'ledger'],
  run: async (call) => {
    const { prune } = await import('../actions/prune.ts')
    return prune(call)
  },
}
