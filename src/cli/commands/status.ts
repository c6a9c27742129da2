import { type Command, JSON_OPTION } from '../command.ts'

export const statusCommand: Command = {
  name: 'status',
  summary: 'show feeds with their health, and alerts that wait',
  details: [
    'Feeds with their last and next poll, and what is the matter with them; pending, held and failed alerts.',
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
