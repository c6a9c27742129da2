import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isMissing, needShared, pathOf } from '../support/needs.ts'

const scorer = needShared('tools/score-feeds.mjs')
const corpus = needShared('corpus/feeds')
const isWithout = [scorer, corpus].some((need) => isMissing(need, 'the score on real feeds'))
const main = path.resolve(import.meta.dirname, '../../src/main.ts')

/** The line of the scorer's table for all files: shares in per cent. */
async function scoreAll(): Promise<Readonly<Record<'parsed' | 'full' | 'fields', number>>> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[pathOf(scorer), pathOf(corpus), '--'],
    ...[process.execPath, main, 'inspect', '--json'],
  ])
  const line = /^all\s+\d+\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)$/m.exec(stdout)
  return { parsed: Number(line?.[1]), full: Number(line?.[2]), fields: Number(line?.[3]) }
}

describe.skipIf(isWithout)('feeds with known content', () => {
  it('are read as well as docs/reading-feeds.md says', async () => {
    const { parsed, full, fields } = await scoreAll()

    expect(parsed).toBeGreaterThanOrEqual(99.5)
    expect(full).toBeGreaterThanOrEqual(97)
    expect(fields).toBeGreaterThanOrEqual(99)
  }, 300_000)
})
