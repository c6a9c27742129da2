/**
 * A daemon with as many feeds as asked for (100,000), against hosts on loopback that are slow, faulty and publish now and then, and
 * what each minute was like. First every feed is polled once, which takes as long as it takes; then come the minutes that
 * are judged; then one round in which nothing fails and nothing has changed, for the cost of an unchanged feed, which is to be
 * compared between a thousand and a hundred thousand feeds. `--quick` shows that it works.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { intervalMsOf } from '../src/core/schedule.ts'
import { judgeScale } from './scale/judge-scale.ts'
import { readScaleOptions, type ScaleOptions, USAGE } from './scale/options.ts'
import { PollLags } from './scale/poll-lags.ts'
import { writeScaleConfig } from './scale/scale-config.ts'
import { formatMinute, HEADER, type ScaleMinute } from './scale/scale-minute.ts'
import { openScaleWorld } from './scale/scale-world.ts'
import { takeSample } from './soak/take-sample.ts'
import { verifyLedger } from './soak/verify-ledger.ts'
import { startWatchedDaemon } from './soak/watched-daemon.ts'

const ADDRESSES = ['energy@example.org', 'trade@example.org', 'press@example.org']
/** One of so many new items is to be told. */
const NOTICE_EVERY = 10
const PUBLISH_EVERY_MS = 5_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** So long the daemon's own account of its lag still tells of the first poll. */
const LAG_WINDOW_MS = 65_000
/** For what was published last. */
const LAST_MAILS_MS = 90_000
const USUAL: ReadonlySet<string> = new Set(['polled', 'delivered', 'ready', 'the poll failed'])
const NO_FAULTS = { error: 0, hang: 0, reset: 0, throttle: 0 }

const options = readScaleOptions(process.argv.slice(2))
if (options === null) print(USAGE)
else if (typeof options === 'string') {
  process.stderr.write(`${options}\n\n${USAGE}`)
  process.exitCode = 2
} else {
  const isGood = await measure(options)
  if (options.isCheck && !isGood) process.exitCode = 1
}

async function measure(options: ScaleOptions): Promise<boolean> {
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-scale-'))
  const world = await openScaleWorld(options, ADDRESSES)
  const config = path.join(dir, 'config.yaml')
  const { feedUrls, smtpUrl } = world
  writeFileSync(config, writeScaleConfig({ ...options, feedUrls, smtpUrl, addresses: ADDRESSES }))
  const startedAt = performance.now()
  const daemon = await startWatchedDaemon(config)
  try {
    const { cpuSeconds, rssMb } = daemon.usage()
    print(
      `${options.feeds} feeds; ready after ${seconds(startedAt)} s, ${cpuSeconds.toFixed(1)} CPU s, ${rssMb.toFixed(0)} MB`,
    )
    return await watch()
  } finally {
    await daemon.stop()
    await world.close()
    rmSync(dir, { recursive: true })
  }

  async function watch(): Promise<boolean> {
    const dataDir = path.join(dir, 'data')
    const lags = new PollLags(path.join(dataDir, 'policywatch.db'), options.schedule)
    let before = { cpuSeconds: daemon.usage().cpuSeconds, dbMb: 0 }
    const takeMinute = async (): Promise<ScaleMinute> => {
      const { counts, lagsMs } = lags.read()
      const askedAt = performance.now()
      const sample = await takeSample(daemon, dataDir)
      const metricsMs = performance.now() - askedAt
      const { cpuSeconds } = daemon.usage()
      const polls = [...counts.values()].reduce((a, b) => a + b, 0)
      const fine = (counts.get('stored') ?? 0) + (counts.get('unchanged') ?? 0)
      const { alerts } = await world.ask({ kind: 'count' })
      const minute = {
        ...sample,
        seconds: (performance.now() - startedAt) / 1000,
        polls,
        failed: polls - fine,
        lagsMs,
        loopLagMs: sample.lagMs,
        cpuSeconds: cpuSeconds - before.cpuSeconds,
        metricsMs,
        alerts,
      }
      print(formatMinute(minute, before.dbMb))
      before = { cpuSeconds, dbMb: sample.dbMb }
      return minute
    }

    print(`the first poll of each feed ...\n${HEADER}`)
    let first: ScaleMinute[] = []
    while (lags.polledCount < options.feeds) {
      await sleep(Math.min(MINUTE_MS, 2_000 + options.feeds))
      first = [...first, await takeMinute()]
    }
    const cpu = first.reduce((sum, minute) => sum + minute.cpuSeconds, 0)
    print(
      `all were polled once after ${seconds(startedAt)} s, with ${((cpu * 1000) / options.feeds).toFixed(1)} CPU ms a feed\n${HEADER}`,
    )
    if (!options.isQuick) {
      await sleep(LAG_WINDOW_MS)
      await takeMinute()
    }

    print(`the minutes that are judged ...\n${HEADER}`)
    const perHour = options.feeds * options.items * options.newsShare
    let published = 0
    const publishing = setInterval(() => {
      published += (perHour * PUBLISH_EVERY_MS) / HOUR_MS
      const count = Math.floor(published)
      published -= count
      void world.ask({ kind: 'publish', count, noticeEvery: NOTICE_EVERY })
    }, PUBLISH_EVERY_MS)
    const minutes: ScaleMinute[] = []
    const endAt = performance.now() + options.minutes * MINUTE_MS
    while (performance.now() < endAt) {
      await sleep(Math.min(MINUTE_MS, endAt - performance.now()))
      minutes.push(await takeMinute())
    }
    clearInterval(publishing)

    await world.ask({ kind: 'faults', faults: NO_FAULTS })
    await pollAll() // brings what is new still
    const patience = performance.now() + LAST_MAILS_MS
    while (!(await isTold()) && performance.now() < patience) await sleep(500)
    lags.read()
    const cpuBefore = daemon.usage().cpuSeconds
    await pollAll()
    const unchangedMs = (daemon.usage().cpuSeconds - cpuBefore) * 1000
    print(`the last rounds: nothing fails, and nothing is new in the second\n${HEADER}`)
    const { alerts } = await takeMinute()
    const polled = lags.polledCount
    lags.close()
    const { lines, isGood } = judgeScale(minutes, {
      feeds: options.feeds,
      isQuick: options.isQuick,
      intervalMs: intervalMsOf(options.schedule, 'UTC'),
      unchangedMsPerFeed: unchangedMs / polled,
      alerts,
      exitCode: await daemon.stop(),
      ledger: verifyLedger(config),
    })
    for (const line of lines) print(line)
    for (const [said, times] of daemon.said) if (!USUAL.has(said)) print(`log: ${said} (${times})`)
    return isGood
  }

  async function pollAll(): Promise<void> {
    const done = daemon.untilSays('round done')
    daemon.signal('SIGUSR2')
    await done
  }

  async function isTold(): Promise<boolean> {
    const { alerts } = await world.ask({ kind: 'count' })
    return alerts.delivered === alerts.expected
  }
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
