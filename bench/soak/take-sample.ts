import path from 'node:path'
import { sizeOf, type WatchedDaemon } from './watched-daemon.ts'

/** What a daemon takes at one moment, and how quickly it answers. */
export type Sample = {
  /** Since the soak began. */
  readonly seconds: number
  readonly rssMb: number
  readonly anonMb: number
  /** Of the main thread; null where the metrics do not say it. */
  readonly heapMb: number | null
  /** By its own account where the metrics say it, else how long /healthz takes. */
  readonly lagMs: number
  readonly lagIsOwn: boolean
  readonly dbMb: number
  readonly walMb: number
}

const LAG = /^policywatch_event_loop_lag_seconds\{quantile="0.99"\} (\S+)/m
const HEAP = /^nodejs_heap_size_used_bytes (\S+)/m
const startedAt = performance.now()

export async function takeSample(daemon: WatchedDaemon, dataDir: string): Promise<Sample> {
  const askedAt = performance.now()
  await (await fetch(new URL('/healthz', daemon.webUrl))).text()
  const answerMs = performance.now() - askedAt
  const metrics = await (await fetch(new URL('/metrics', daemon.webUrl))).text()
  const [lag, heap] = [LAG.exec(metrics)?.[1], HEAP.exec(metrics)?.[1]]
  const { rssMb, anonMb } = daemon.usage()
  const mbOf = (name: string): number => sizeOf(path.join(dataDir, name)) / 1024 / 1024
  return {
    seconds: (performance.now() - startedAt) / 1000,
    rssMb,
    anonMb,
    heapMb: heap === undefined ? null : Number(heap) / 1024 / 1024,
    lagMs: lag === undefined ? answerMs : Number(lag) * 1000,
    lagIsOwn: lag !== undefined,
    dbMb: mbOf('policywatch.db'),
    walMb: mbOf('policywatch.db-wal'),
  }
}

export function formatSample(sample: Sample): string {
  const { seconds, rssMb, anonMb, heapMb, lagMs, dbMb, walMb } = sample
  const heap = heapMb === null ? '' : `, heap ${heapMb.toFixed(0)}`
  return `${seconds.toFixed(0)} s: resident ${rssMb.toFixed(0)} MB, anonymous ${anonMb.toFixed(0)}${heap}, lag p99 ${lagMs.toFixed(0)} ms, database ${dbMb.toFixed(1)} MB, WAL ${walMb.toFixed(1)} MB`
}
