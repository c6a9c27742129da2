/** The entry of a thread that carries the log over to the database file each time it is asked. */
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

const sqlite = new Database(workerData as string, { fileMustExist: true }) // the name of the file
sqlite.pragma('synchronous = FULL')

parentPort?.on('message', () => {
  carryOver()
  parentPort?.postMessage('done')
})

/** Passive: waits for nobody, and keeps nobody waiting. Whoever commits meets what is the matter with the disk as well. */
function carryOver(): void {
  try {
    sqlite.pragma('wal_checkpoint(passive)')
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  }
}
