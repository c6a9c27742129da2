import { Worker } from 'node:worker_threads'
import type { CopyRequest, CopyResult } from './copy-database.ts'
import type { DatabaseAnswer, DatabaseJob } from './database-job.ts'

export type RunningJob<T> = {
  /** Rejects when the thread ends without one. */
  readonly answer: Promise<T>
  /** Ends the thread, after the statement that it is at; resolves when it has ended. */
  readonly end: () => Promise<void>
}

/** Makes a copy of the database in a thread of its own, so that polls, pages and deliveries do not wait. */
export function copyInThread(request: CopyRequest): RunningJob<CopyResult> {
  return runJob({ kind: 'copy', request }, (answer) =>
    answer.kind === 'copied' ? answer.result : null,
  )
}

/** Reads every page of a database in a thread of its own; the answer says what is wrong with it, null for nothing. */
export function checkInThread(file: string): RunningJob<{ readonly finding: string | null }> {
  return runJob({ kind: 'check', file }, (answer) => (answer.kind === 'checked' ? answer : null))
}

function runJob<T>(job: DatabaseJob, read: (answer: DatabaseAnswer) => T | null): RunningJob<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const worker = new Worker(new URL('./database-worker.ts', import.meta.url), { workerData: job })
  const exited = new Promise<void>((done) => worker.once('exit', () => done()))
  worker.once('message', (answer: DatabaseAnswer) => {
    const value = read(answer)
    if (value === null) reject(new Error(`the thread answered ${answer.kind} to ${job.kind}`))
    else resolve(value)
  })
  worker.once('error', reject)
  void exited.then(() => reject(new Error('the thread ended before it had answered')))
  promise.catch(() => {}) // whoever ends it may not wait for the answer
  return {
    answer: promise,
    end: async (): Promise<void> => {
      await worker.terminate()
      await exited
    },
  }
}
