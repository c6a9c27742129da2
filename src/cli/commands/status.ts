import { type Command, JSON_OPTION } from '../command.ts'

export const statusCommand: Command = {
  name: 'status',
  summary: 'show feeds with their health, and alerts that wait',
  details: [
    'Feeds with their last and next poll, when they brought news last, and what is the matter with them; pending, held and failed alerts; who unsubscribed; the last scheduled backup; how far the search index is behind, where it is. While the disk of the data folder is too full for polls to be recorded, it says so first, and polling pauses.',
    'Conditions last until they are over: broken, not-a-feed, gone (410), wants-post (405 to GET), throttled (a host that asks to be left alone), gap (items may have come and gone between two polls), renewed (a rebuilt site), silent and stale (nothing new for longer than is like the feed), moved, cookies-first. The administrators are told of each when it begins and when it ends. Gaps of the last 30 days are listed.',
    'With --rules, one line a finding with what to do about it: rules that never hit anything, that tell more on an ordinary day than the budget of a subscription (or more than 50 stories, or 30 % of what their feeds bring), of which every story of 30 days was told by another rule of the same subscriptions as well, or that no subscription takes; subscriptions that can have no news or whose addresses have all unsubscribed; addresses that unsubscribed and are still listed; feeds that no rule looks at, or only rules that nobody takes; concepts that no rule reaches. Rules in force for less than a week are not judged by what they hit. --rules --json prints one document: {"findings":[{"kind","subject","message","hint"}],"days","youngRules":[…]}.',
  ],
  positionals: [],
  options: [
    {
      name: 'rules',
      value: null,
      help: 'show what may be tidied up in the configuration instead',
    },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch status', does: 'a table' },
    { line: 'policywatch status --json', does: 'one JSON document' },
    {
      line: 'policywatch status --rules',
      does: 'rules, feeds and addresses that may be tidied up',
    },
  ],
  exits: [{ code: 0, means: 'done, whatever is the matter' }],
  seeAlso: ['ledger', 'explain', 'opt-outs'],
  run: async (call) => {
    const { showStatus } = await import('../actions/show-status.ts')
    return showStatus(call)
  },
}
