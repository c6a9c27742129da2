/** Reads the page in a file as an article, and prints what came of it as a JSON string. Started by bench/hostile-documents.ts. */
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { ReadingPool } from '../../src/parse/reading-pool.ts'

const [file = ''] = process.argv.slice(2)
const reading = new ReadingPool()
const result = await reading.readArticle(
  {
    bytes: readFileSync(file),
    contentType: 'text/html; charset=utf-8',
    url: 'https://hostile.test/page',
    expectation: { title: 'Reactors for the islands', teaser: null },
  },
  new AbortController().signal,
)
await reading.close()
const outcome =
  result.kind === 'extracted'
    ? `${result.text.length} characters`
    : result.kind === 'no-article'
      ? result.reason
      : result.kind
process.stdout.write(`${JSON.stringify(outcome)}\n`)
