import type { Command } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  details: [
    '"run" does this by itself; the command is for whoever wants it done beforehand. Nothing happens when the schema is up to date.',
  ],
  positionals: [],
  options: [],
  examples: [{ line: 'policywatch migrate', does: 'before starting a new version' }],
  hasLog: true,
  seeAlso: ['run'],
  run: async (call) => {
    const { migrateDatabase } = await import('../actions/migrate-database.ts')
    return migrateDatabase(call)
  },
}
