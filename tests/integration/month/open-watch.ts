import path from 'node:path'
import { sql } from 'kysely'
import { openApp } from '../../../src/app.ts'
import { loadConfig } from '../../../src/config/load-config.ts'
import type { Settings } from '../../../src/config/settings.ts'
import { type Timestamp, timestampOf } from '../../../src/core/time.ts'
import { Fetcher } from '../../../src/fetch/fetcher.ts'
import { createLog } from '../../../src/observe/log.ts'
import { ArticleReader } from '../../../src/pipeline/article-reader.ts'
import type { Deps } from '../../../src/pipeline/deps.ts'
import { findHostBlock } from '../../../src/store/feeds.ts'
import { FullDisk } from './full-disk.ts'
import { HandedOver } from './handed-over.ts'
import { makeWorld } from './make-world.ts'
import { MonthNetwork } from './month-network.ts'
import type { MonthOrders, Outside } from './month-orders.ts'
import type { MonthWorld } from './month-world.ts'
import { StuckLog } from './stuck-log.ts'

/** The program and the made-up world around it. */
export type OpenedWatch = {
  readonly world: MonthWorld
  readonly settings: Settings
  readonly deps: Deps
  readonly clock: Clock
  readonly log: StuckLog
  readonly disk: FullDisk
  readonly handedOver: HandedOver
  readonly close: () => Promise<void>
}

type Clock = { now: number }

/** All of it is the program's own but the clock, and the ministries' servers below what opens connections. */
export async function openWatch(orders: MonthOrders, outside: Outside): Promise<OpenedWatch> {
  const config = await loadConfig({ file: path.join(orders.dir, 'config.yaml'), env: {} })
  if (config.kind === 'refused') throw new Error(JSON.stringify(config.diagnostics))
  const { settings } = config
  const world = makeWorld(orders.size)
  const clock = { now: orders.startAt }
  const now = (): Timestamp => timestampOf(clock.now)
  await outside.tellNow(clock.now)
  const log = new StuckLog(outside.tell)
  const opened = await openApp(settings, createLog({ level: 'error', stream: log, secrets: [] }), {
    command: 'run',
    now,
    onStep: dieAfter(orders, clock),
    delayShare: 0,
  })
  if (opened.kind === 'locked') throw new Error('the data folder is taken')
  const { db, reading, mail } = opened.deps
  await sql`pragma synchronous = off`.execute(db) // what is killed has written; no power cut is part of this world
  const fetcher = new Fetcher({
    userAgent: 'Policywatch/test',
    perHost: settings.polling.perHost,
    findBlock: async (host): Promise<Timestamp | null> => await findHostBlock(db, host, now()),
    transport: new MonthNetwork(world, () => clock.now),
  })
  const handedOver = new HandedOver()
  const close = async (): Promise<void> => {
    await fetcher.close()
    await opened.close()
  }
  const articles = new ArticleReader({ fetcher, reading })
  const deps = { ...opened.deps, fetcher, articles, mail: handedOver.watching(mail) }
  return { world, settings, deps, clock, log, disk: new FullDisk(db), handedOver, close }
}

function dieAfter({ death }: MonthOrders, clock: Readonly<Clock>): Deps['onStep'] {
  let left = death?.nth ?? 0
  return (step) => {
    if (death === null || step !== death.step || clock.now < death.since) return
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  }
}
