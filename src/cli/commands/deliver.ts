import type { Command } from '../command.ts'

export const deliverCommand: Command = {
  name: 'deliver',
  summary: 'deliver, once, what is due or waits for another try',
  details: [
    'Hands over what is due, prints what became of it, and exits: with code 4 when some mail waits for another try or was given up, 1 when mail was given up and none was sent. While a daemon runs on the same data this refuses and names it.',
  ],
  positionals: [],
  options: [{ name: 'digests-now', value: null, help: 'treat every digest as due' }],
  examples: [
    { line: 'policywatch deliver', does: 'what is due' },
    {
      line: 'policywatch deliver --digests-now',
      does: 'also the digests of tonight and of Monday',
    },
  ],
  exits: [
    { code: 0, means: 'nothing was due, or all of it is sent' },
    { code: 1, means: 'mail was given up, and none was sent' },
    { code: 4, means: 'some mail waits for another try, or was given up' },
  ],
  hasLog: true,
  seeAlso: ['poll', 'ledger', 'send-test'],
  run: async (call) => {
    const { deliverOnce } = await import('../actions/deliver-once.ts')
    return deliverOnce(call)
  },
}
