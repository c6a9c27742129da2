import type { Command } from '../command.ts'

export const demoCommand: Command = {
  name: 'demo',
  summary: 'show everything at work, with nothing set up',
  details: [
    'Starts sample ministries on this machine that publish a release every few seconds, a daemon that watches them, and a mailbox page to read the alerts in. Nothing leaves the machine, and nothing stays on it after Ctrl-C.',
  ],
  positionals: [],
  options: [
    { name: 'port', value: 'N', help: 'port of the mailbox page (default: a free one)' },
    {
      name: 'keep',
      value: 'FOLDER',
      help: 'keep configuration, database and e-mails in this new folder',
    },
  ],
  examples: [
    { line: 'policywatch demo', does: 'watch it for a few minutes' },
    { line: 'policywatch demo --keep ./demo', does: 'and look at its config.yaml afterwards' },
  ],
  seeAlso: ['run', 'check'],
  run: async (call) => {
    const { runDemo } = await import('../actions/run-demo.ts')
    return runDemo(call)
  },
}
