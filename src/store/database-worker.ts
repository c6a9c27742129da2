/** The entry of a thread that does one job on a database, answers and ends. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { checkDatabase } from './check-database.ts'
import { copyDatabase } from './copy-database.ts'
import type { DatabaseAnswer, DatabaseJob } from './database-job.ts'

enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/policywatch', import.meta.url)))

parentPort?.postMessage(await answerTo(workerData as DatabaseJob)) // what runDatabaseJob gives

async function answerTo(job: DatabaseJob): Promise<DatabaseAnswer> {
  if (job.kind === 'check') return { kind: 'checked', finding: checkDatabase(job.file) }
  return { kind: 'copied', result: await copyDatabase(job.request) }
}
