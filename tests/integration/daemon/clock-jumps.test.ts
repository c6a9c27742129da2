import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { type FakedClock, makeFakedClock } from '../../support/faked-clock.ts'
import { rssOf, type SampleItem } from '../../support/feed-text.ts'
import { isMissing, needProgram, pathOf } from '../../support/needs.ts'
import { type PageServer, startPageServer } from '../../support/page-server.ts'
import { type Running, startPolicywatch } from '../../support/run-policywatch.ts'
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** A look comes every 15 seconds, and a busy machine may take as long again. */
const LIMIT_MS = 60_000
/** What must not come has this long to come. */
const NOTHING_MORE_MS = 500

type World = {
  readonly config: string
  readonly clock: FakedClock
  readonly pages: PageServer
  readonly sink: SmtpSink
  readonly publish: (letter: string) => void
  /** Starts the daemon, by the faked clock. */
  readonly start: () => Running
  /** Waits for so many requests and mails in all, and then whether there are more. */
  readonly until: (requestCount: number, mailCount: number) => Promise<void>
  /** `now: A`, sorted. */
  readonly mails: () => readonly string[]
}

async function startWorld(start: string): Promise<World> {
  const clock = makeFakedClock(pathOf(faketime), start)
  const [pages, sink, dir] = [await startPageServer(), await startSmtpSink(), makeTempDir()]
  const items: SampleItem[] = []
  const config = path.join(dir, 'config.yaml')
  writeFileSync(
    config,
    `
timezone: Europe/Berlin
feeds: { energy: { url: "${pages.url}/feed.xml", allowPrivate: true, schedule: "*/15 * * * *" } }
defaults: { startWith: everything }
rules: { reactors: { match: reactors } }
subscriptions:
  now: { rules: all, to: [now@example.org] }
  nightly: { rules: all, to: [nightly@example.org], deliver: "30 2 * * *" }
web: false
mail: { from: Watch <watch@example.org>, smtp: "${sink.url}" }
`,
  )
  return {
    config,
    clock,
    pages,
    sink,
    publish: (letter): void => {
      const link = `${pages.url}/${letter}`
      items.unshift({ guid: letter, title: `Reactor ${letter}`, link, teaser: 'About reactors.' })
      pages.set('/feed.xml', { body: rssOf('Energy', items) })
    },
    start: () => startPolicywatch(['run', '--config', config], undefined, clock.env),
    until: async (requestCount, mailCount): Promise<void> => {
      const hasCome = (): boolean =>
        pages.requests.length >= requestCount && sink.received.length >= mailCount
      await vi.waitUntil(hasCome, LIMIT_MS)
      await sleep(NOTHING_MORE_MS)
      expect([pages.requests.length, sink.received.length]).toEqual([requestCount, mailCount])
    },
    mails: () =>
      sink.received
        .map(({ to, mail }) => `${to.join().split('@')[0]}: ${lettersIn(mail.text ?? '')}`)
        .toSorted(),
  }
}

/** The letters of the items that a mail tells, sorted. */
function lettersIn(text: string): string {
  const letters = [...text.matchAll(/Reactor ([A-Z])/g)].map(([, letter]) => letter)
  return [...new Set(letters)].toSorted().join('')
}

const faketime = needProgram('faketime')

test.skipIf(isMissing(faketime, 'a running daemon whose clock is set'))(
  'a clock that leaps ahead, strikes twice, is set back, and stands still in sleep costs no occurrence and repeats none',
  async () => {
    const { clock, config, mails, publish, sink, start, until } = await startWorld(
      '2026-10-24T20:00:00.000Z',
    )
    publish('A')
    const first = start()
    await until(1, 1)

    // over 18 occurrences, to the first 02:31 of the night in which Berlin's clocks strike two twice
    publish('B')
    clock.set('2026-10-25T00:31:00.000Z')
    await until(2, 3)

    // a year ahead, where a mail is put off, and back into the hour that is repeated
    sink.refuse(451, 'later', 'now@example.org')
    publish('C')
    clock.set('2027-10-25T12:00:00.000Z')
    await until(3, 3)
    sink.acceptAll()
    publish('D')
    clock.set('2026-10-25T01:31:00.000Z')
    await until(4, 5)

    // three days of sleep
    first.process.kill('SIGSTOP')
    publish('E')
    clock.set('2026-10-28T12:01:00.000Z')
    first.process.kill('SIGCONT')
    await until(5, 7)

    // two days without a daemon
    publish('F')
    first.process.kill('SIGTERM')
    await first.finished
    clock.set('2026-10-30T12:01:00.000Z')
    const second = start()
    await until(6, 9)
    second.process.kill('SIGTERM')
    await second.finished
    const verified = await startPolicywatch(
      ['ledger', '--verify', '--config', config],
      undefined,
      clock.env,
    ).finished

    expect(mails()).toEqual([
      'nightly: AB',
      'nightly: CD',
      'nightly: E',
      ...['A', 'B', 'C', 'D', 'E', 'F'].map((letter) => `now: ${letter}`),
    ])
    expect(verified.code).toBe(0)
  },
  5 * LIMIT_MS,
)
