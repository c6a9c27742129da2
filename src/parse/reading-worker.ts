/**
 * The entry of a thread that reads documents for a ReadingPool: a job comes, its reading goes back, the next one comes. What a
 * kind of job needs is loaded with the first of it: what reads articles is large. An error that is thrown here ends the thread, which the pool notices.
 */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { assertNever } from '../core/assert-never.ts'
import type { ReadingJob, Readings } from './reading-job.ts'

// each thread asks for the cache anew, in the folder that main.ts names; it saves a thread a third of its start and memory
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/policywatch', import.meta.url)))

parentPort?.on('message', (job: ReadingJob) => void answer(job))

async function answer(job: ReadingJob): Promise<void> {
  parentPort?.postMessage(await read(job))
}

async function read(job: ReadingJob): Promise<Readings[ReadingJob['kind']]> {
  switch (job.kind) {
    case 'feed': {
      const { readItems } = await import('./read-items.ts')
      return await readItems(job)
    }
    case 'article': {
      const { extractArticle } = await import('./extract-article.ts')
      return await extractArticle(job.bytes, job.contentType, job.url, job.expectation)
    }
    case 'links': {
      const { decodeBytes } = await import('./decode-bytes.ts')
      const { findFeedLinks } = await import('./find-feed-links.ts')
      return findFeedLinks(decodeBytes(job.bytes, job.contentType).text, job.url)
    }
    default:
      return assertNever(job)
  }
}
