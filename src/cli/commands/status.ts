import { type Command, JSON_OPTION } from '../command.ts'

export const statusCommand: Command = {
  name: 'status',
  summary: 'show feeds with their health, and alerts that wait',
  details: [
    'Feeds with their last and next poll, when they brought news last, and what is the matter with them; pending, held and failed alerts; who unsubscribed.',
    'Conditions last until they are over: broken, not-a-feed, gone (410), wants-post (405 to GET), throttled (a host that asks to be left alone), gap (items may have come and gone between two polls), renewed (a rebuilt site), silent and stale (nothing new for longer than is like the feed), moved, cookies-first. The administrators are told of each when it begins and when it ends. Gaps of the last 30 days are listed.',
  ],
  positionals: [],
  options: [JSON_OPTION],
  examples: [
    { line: 'policywatch status', does: 'a table' },
    { line: 'policywatch status --json', does: 'one JSON document' },
  ],
  run: async (call) => {
    const { showStatus } = await import('../actions/show-status.ts')
    return showStatus(call)
  },
}
