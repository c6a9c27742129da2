import type { Command } from '../command.ts'

export const sendTestCommand: Command = {
  name: 'send-test',
  summary: 'send one real message through the configured transport',
  details: [
    'Goes the way of an alert: the same sender, server, signature and encryption. Without mail.smtp it becomes an .eml file in the outbox folder.',
  ],
  positionals: [{ name: 'ADDRESS', arity: 'one', help: 'who gets it' }],
  options: [],
  examples: [{ line: 'policywatch send-test ops@example.org', does: 'see whether mail arrives' }],
  exits: [
    { code: 0, means: 'the message was taken' },
    { code: 1, means: 'it was not' },
  ],
  seeAlso: ['check', 'deliver'],
  run: async (call) => {
    const { sendTestMessage } = await import('../actions/send-test-message.ts')
    return sendTestMessage(call)
  },
}
