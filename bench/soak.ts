/**
 * Runs a daemon for MINUTES (30 when the environment does not say) at a hundred times the normal load, and judges whether it could go on
 * for ever: memory flat, no lag, nothing lost. `MINUTES=3 npm run soak` tries it; exits with 1 when a judgement fails.
 *
 * Normal is a policy watcher's day: twenty feeds, each polled every fifteen minutes (80 polls an hour), each with ten news a day,
 * which ministries publish within eight working hours (25 an hour), of which one in eight is told to three people in mails of their
 * own (some three an hour of each person's). A hundred times that is 8,000 polls, 2,500 items and 940 tellings an hour. It is
 * made of 134 feeds that are polled every minute, and 42 items a minute, a quarter of the feeds with their articles. As a tick
 * gathers what it brings into one mail a person, mails are 180 an hour. Beside that somebody looks at a page every two
 * seconds, and a metrics system at the metrics.
 *
 * Ministries and mail server are in a process of their own, the daemon is the real program with a database of its own. The machine
 * should have nothing else to do: what others take shows as lag.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { judgeSoak } from './soak/judge-soak.ts'
import { listToldTwice, listUntold, openOutsideWorld } from './soak/outside-world.ts'
import { formatSample, type Sample, takeSample } from './soak/take-sample.ts'
import { verifyLedger } from './soak/verify-ledger.ts'
import { THREE_DESKS, writeWatchConfig } from './soak/watch-config.ts'
import { startWatchedDaemon } from './soak/watched-daemon.ts'

const FEED_COUNT = 134
const EVERY_MINUTE = '* * * * *'
const PUBLISH_EVERY_MS = 10_000
const PUBLISHED_AT_A_TIME = 7
const NOTICE_EVERY = 8
const FULL_TEXT_EVERY = 4
const LOOK_EVERY_MS = 2_000
const SAMPLE_EVERY_MS = 5_000
const PRINT_EVERY_SAMPLES = 12
/** So long the daemon's own account of its lag still tells of its start. */
const LAG_WINDOW_MS = 65_000
/** A poll of the last news, its mail, and room for a busy machine. */
const LAST_MAILS_MS = 150_000

const minutes = Number(process.env['MINUTES'] ?? '30')
if (!(minutes > 0)) throw new Error('MINUTES is no number above 0')
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-soak-'))
const world = await openOutsideWorld(FEED_COUNT)
const config = path.join(dir, 'config.yaml')
const { feedUrls, smtpUrl } = world
const watch = { feedUrls, smtpUrl, startWith: 'nothing', desks: THREE_DESKS } as const
writeFileSync(
  config,
  writeWatchConfig({
    ...watch,
    schedule: EVERY_MINUTE,
    webPort: 0,
    fullTextEvery: FULL_TEXT_EVERY,
  }),
)
const daemon = await startWatchedDaemon(config)
try {
  process.exitCode = (await soak()) ? 0 : 1
} finally {
  await daemon.stop()
  await world.close()
  rmSync(dir, { recursive: true })
}

/** Whether all judgements are good. */
async function soak(): Promise<boolean> {
  print(`${minutes} minutes, ${FEED_COUNT} feeds a minute; the first polls ...`)
  while (!isPolled()) await sleep(500)
  await sleep(LAG_WINDOW_MS)
  const samples: Sample[] = []
  const endAt = performance.now() + minutes * 60_000
  const timers = [
    setInterval(() => void world.publish(PUBLISHED_AT_A_TIME, NOTICE_EVERY), PUBLISH_EVERY_MS),
    setInterval(() => void look('/'), LOOK_EVERY_MS),
  ]
  while (performance.now() < endAt) {
    await sleep(SAMPLE_EVERY_MS)
    const sample = await takeSample(daemon, path.join(dir, 'data'))
    samples.push(sample)
    if (samples.length % PRINT_EVERY_SAMPLES === 0) print(formatSample(sample))
  }
  for (const timer of timers) clearInterval(timer)
  const isTold = async (): Promise<boolean> =>
    listUntold(await world.count(), THREE_DESKS.flat()).length === 0
  const patience = performance.now() + LAST_MAILS_MS
  while (!(await isTold()) && performance.now() < patience) await sleep(500)
  const counts = await world.count()
  const code = await daemon.stop()
  const { lines, isGood } = judgeSoak(samples, {
    counts,
    untold: listUntold(counts, THREE_DESKS.flat()),
    toldTwice: listToldTwice(counts),
    ledger: verifyLedger(config),
    exitCode: code,
    polls: daemon.said.get('polled') ?? 0,
    complaints: daemon.complaints,
  })
  for (const line of lines) print(line)
  return isGood
}

function isPolled(): boolean {
  return (daemon.said.get('polled') ?? 0) >= FEED_COUNT
}

async function look(page: string): Promise<void> {
  await fetch(new URL(page, daemon.webUrl)).then(
    async (response) => await response.text(),
    () => null, // it is ending
  )
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
