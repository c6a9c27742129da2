import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { rssOf, type SampleItem } from '../support/feed-text.ts'
import { startPageServer } from '../support/page-server.ts'
import { runPolicywatch, startPolicywatch, startProcess } from '../support/run-policywatch.ts'
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const RUNNER = new URL('../support/crash-runner.ts', import.meta.url).pathname

/** Three feeds of four matching items, two subscriptions, three addresses: each address is owed every item. */
async function startWorld(): Promise<{
  config: string
  sink: SmtpSink
  titles: readonly string[]
}> {
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const titles: string[] = []
  for (const feed of ['a', 'b', 'c']) {
    const items = [1, 2, 3, 4].map((n): SampleItem => {
      const title = `Release ${feed}${n} on reactors`
      titles.push(title)
      return {
        guid: `${feed}${n}`,
        title,
        link: `${pages.url}/${feed}/${n}`,
        teaser: `Text ${feed}${n}.`,
      }
    })
    pages.set(`/${feed}.xml`, { body: rssOf(`Feed ${feed}`, items) })
  }
  const config = path.join(dir, 'config.yaml')
  writeFileSync(
    config,
    `
feeds:
  a: { url: "${pages.url}/a.xml" }
  b: { url: "${pages.url}/b.xml" }
  c: { url: "${pages.url}/c.xml" }
defaults: { startWith: everything, schedule: "0 0 1 1 *" }
rules: { reactors: { match: reactors } }
subscriptions:
  one: { to: [x@example.org, y@example.org], rules: all }
  two: { to: [z@example.org], rules: all }
mail: { from: watch@example.org, smtp: "${sink.url}" }
web: false
`.replaceAll(/(url: "[^"]+")/g, '$1, allowPrivate: true'),
  )
  return { config, sink, titles }
}

/** For each address, how often each title came, not counting repeats of one message. */
function countTold(sink: SmtpSink): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const told: Record<string, Record<string, number>> = {}
  const seen = new Set<string>()
  for (const { to, mail } of sink.received) {
    const messageId = mail.messageId ?? ''
    if (seen.has(messageId)) continue
    seen.add(messageId)
    const address = to[0] ?? ''
    const counts = told[address] ?? {}
    told[address] = counts
    for (const title of new Set((mail.text ?? '').match(/Release [abc]\d on reactors/g))) {
      counts[title] = (counts[title] ?? 0) + 1
    }
  }
  return told
}

/** Three messages are handed over at a time, so that as many may have been handed over when the process ends. */
const STEPS = [
  { step: 'response read', leastRepeats: 0, mostRepeats: 0 },
  { step: 'items stored', leastRepeats: 0, mostRepeats: 0 },
  { step: 'mail handed over', leastRepeats: 1, mostRepeats: 3 },
  { step: 'result recorded', leastRepeats: 0, mostRepeats: 2 },
] as const

describe.each(STEPS)(
  'a daemon killed right after "$step"',
  ({ step, leastRepeats, mostRepeats }) => {
    test.each([1, 2, 3])(
      'for time %i loses no alert, and repeats only what was handed over',
      async (nth) => {
        const { config, sink, titles } = await startWorld()
        const killed = await startProcess([RUNNER, config, step, String(nth)]).finished
        await sink.settle()
        const handedOver = new Set(sink.received.map(({ mail }) => mail.messageId))

        const daemon = startPolicywatch(['run', '--config', config])
        await daemon.untilLine(/\bready\b/)
        daemon.process.kill('SIGUSR2')
        await daemon.untilLine(/round done/)
        daemon.process.kill('SIGTERM')
        const ended = await daemon.finished

        expect(killed.signal).toBe('SIGKILL')
        expect(ended.code).toBe(0)
        const everything = Object.fromEntries(titles.map((title) => [title, 1]))
        expect(countTold(sink)).toEqual({
          'x@example.org': everything,
          'y@example.org': everything,
          'z@example.org': everything,
        })
        const ids = sink.received.map(({ mail }) => mail.messageId)
        const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index))
        expect([...repeated].filter((id) => !handedOver.has(id))).toEqual([])
        expect(repeated.size).toBeLessThanOrEqual(mostRepeats)
        expect(repeated.size).toBeGreaterThanOrEqual(leastRepeats)
        const verified = await runPolicywatch(['ledger', '--verify', '--config', config])
        expect(verified.code).toBe(0)
      },
    )
  },
)
