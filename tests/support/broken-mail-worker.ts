/** A thread for a ThreadMail that breaks down with its first messages. */
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', () => {
  throw new Error('a fault in the thread')
})
