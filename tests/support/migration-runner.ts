import { openDatabase } from '../../src/store/database.ts'

/** Opens a database of an older version as the daemon does: migration-runner.ts DATA */
const [dataDir = ''] = process.argv.slice(2)
const db = await openDatabase(dataDir)
await db.destroy()
