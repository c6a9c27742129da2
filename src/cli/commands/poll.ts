import type { Command } from '../command.ts'

export const pollCommand: Command = {
  name: 'poll',
  summary: 'poll feeds now, once, and deliver what is due',
  details: [
    'Polls the named feeds, or all of them, whatever their schedules say, delivers what is due, prints a line per feed and a summary, and exits. Retry-After and the limit per host are heeded.',
    'Exit code 4 when some feeds could not be polled, all were skipped, or mail waits for another try; 1 when no feed could be polled or mail was given up. While a daemon runs on the same data this refuses and names it.',
  ],
  positionals: [
    { name: 'FEED', arity: 'any', help: 'ids of feeds in the configuration; left out: all' },
  ],
  options: [{ name: 'no-deliver', value: null, help: 'leave the alerts pending' }],
  examples: [
    { line: 'policywatch poll', does: 'all feeds, then the mail' },
    { line: 'policywatch poll korea-net --no-deliver', does: 'one feed, and nothing is sent' },
  ],
  exits: [
    { code: 0, means: 'every feed was polled, and what was due is sent' },
    { code: 1, means: 'no feed could be polled, or mail was given up' },
    {
      code: 4,
      means: 'some feeds could not be polled, all were skipped, or mail waits for another try',
    },
  ],
  hasLog: true,
  seeAlso: ['run', 'deliver', 'inspect'],
  run: async (call) => {
    const { pollFeedsOnce } = await import('../actions/poll-feeds-once.ts')
    return pollFeedsOnce(call)
  },
}
