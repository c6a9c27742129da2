/**
 * What a daemon takes by the number of feeds: time and processor of polls, memory, database. For each number it starts a real
 * daemon with a new database against ministries on loopback and has it poll everything a few times: cold, unchanged, and with one
 * item more in each feed, of which one in twenty is e-mailed to three addresses. docs/capacity.md has the table.
 * `--sizes 100,1000` says how many feeds, `--limit MB` exits with 1 where a daemon took more.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { openOutsideWorld } from './soak/outside-world.ts'
import { THREE_DESKS, writeWatchConfig } from './soak/watch-config.ts'
import { type ProcessUsage, sizeOf, startWatchedDaemon } from './soak/watched-daemon.ts'

/** In the night of the New Year: polls are asked for by signal. */
const NEVER_MEANWHILE = '0 0 1 1 *'
/** One of so many items is told. */
const NOTICE_EVERY = 20
const SAMPLE_EVERY_MS = 100

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '20,100,300,1000,3000' },
    rounds: { type: 'string', default: '5' },
    limit: { type: 'string', default: '' },
  },
})
const rounds = Number(values.rounds)
const limitMb = values.limit === '' ? Number.POSITIVE_INFINITY : Number(values.limit)
print('feeds  phase      seconds   cpu s   anon MB  RSS MB  peak anon  peak RSS     db MB    mails')
for (const feedCount of values.sizes.split(',').map(Number)) {
  const peakMb = await measure(feedCount)
  if (peakMb > limitMb) {
    print(`${feedCount} feeds took ${Math.round(peakMb)} MB, more than ${limitMb}`)
    process.exitCode = 1
  }
}

/** Prints a line for each phase; gives the most resident memory of all. */
async function measure(feedCount: number): Promise<number> {
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-capacity-'))
  const world = await openOutsideWorld(feedCount)
  const config = path.join(dir, 'config.yaml')
  const { feedUrls, smtpUrl } = world
  const schedule = NEVER_MEANWHILE
  const watch = { feedUrls, smtpUrl, schedule, startWith: 'nothing', desks: THREE_DESKS } as const
  writeFileSync(config, writeWatchConfig({ ...watch, webPort: 0, fullTextEvery: 10 }))
  const daemon = await startWatchedDaemon(config)
  const phase = async (name: string, work: () => Promise<void>): Promise<void> => {
    const before = { at: performance.now(), cpu: daemon.usage().cpuSeconds }
    let most: ProcessUsage = daemon.usage()
    const sampling = setInterval(() => {
      const usage = daemon.usage()
      if (usage.anonMb > most.anonMb) most = usage
    }, SAMPLE_EVERY_MS)
    await work()
    clearInterval(sampling)
    const usage = daemon.usage()
    const dbBytes = ['', '-wal'].reduce(
      (sum, end) => sum + sizeOf(path.join(dir, 'data', `policywatch.db${end}`)),
      0,
    )
    const { mails } = await world.count()
    const figures = [
      [(performance.now() - before.at) / 1000, 1],
      [usage.cpuSeconds - before.cpu, 1],
      [usage.anonMb, 0],
      [usage.rssMb, 0],
      [most.anonMb, 0],
      [usage.peakMb, 0],
      [dbBytes / 1024 / 1024, 1],
      [mails, 0],
    ] as const
    const cells = figures.map(([figure, digits]) => figure.toFixed(digits).padStart(9)).join('')
    print(`${String(feedCount).padEnd(6)} ${name.padEnd(8)}${cells}`)
  }
  const pollAll = async (): Promise<void> => {
    const done = daemon.untilSays('round done')
    daemon.signal('SIGUSR2')
    await done
  }
  const times = async (count: number, work: () => Promise<void>): Promise<void> => {
    for (let time = 0; time < count; time += 1) await work()
  }
  try {
    await phase('cold', pollAll)
    await phase('steady', async () => await times(rounds, pollAll))
    await phase(
      'news',
      async () =>
        await times(rounds, async () => {
          await world.publish(feedCount, NOTICE_EVERY)
          await pollAll()
        }),
    )
    return daemon.usage().peakMb
  } finally {
    await daemon.stop()
    for (const complaint of daemon.complaints) print(complaint)
    await world.close()
    rmSync(dir, { recursive: true })
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
