import { type Command, JSON_OPTION } from '../command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  details: [
    '"run" does this by itself; the command is for whoever wants it done beforehand. Nothing happens when the schema is up to date.',
    'A database that holds something is copied first, to backups/before-NNNN-….db in the data folder, where NNNN is the number of the first change; the last three of these copies are kept. When it cannot be copied nothing is changed. "restore" brings such a copy back.',
    '--json prints one document: {"data","isNew","migrations":[…],"copy"}.',
  ],
  positionals: [],
  options: [JSON_OPTION],
  examples: [{ line: 'policywatch migrate', does: 'before starting a new version' }],
  hasLog: true,
  seeAlso: ['run', 'backup', 'restore'],
  run: async (call) => {
    const { migrateDatabase } = await import('../actions/migrate-database.ts')
    return migrateDatabase(call)
  },
}
