import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type ScaleOptions = {
  readonly feeds: number
  /** Measured after the first poll of every feed. */
  readonly minutes: number
  readonly schedule: string
  /** Items that a feed lists. */
  readonly items: number
  readonly latencyMs: number
  readonly jitterMs: number
  /** Of all requests. */
  readonly faults: FaultShares
  /** Of the items that are listed, so many are new each hour. */
  readonly newsShare: number
  readonly perHost: number
  readonly isCheck: boolean
  /** Such a run shows that the benchmark works; it still feels the first poll. */
  readonly isQuick: boolean
}

/** What a server may do instead of answering. */
export type FaultShares = {
  readonly error: number
  readonly hang: number
  readonly reset: number
  readonly throttle: number
}

export const USAGE = `npm run bench:scale -- [OPTIONS]

A real daemon and many feeds on loopback, minute by minute. See bench/README.md.

  --feeds 100000          how many
  --minutes 60            so long, after every feed was polled once
  --schedule '*/15 * * * *'
  --items 5               that a feed lists; of some 1,270 bytes each (30 are 38 KB)
  --latency 200           ms until an answer begins, and up to --jitter 0 more
  --faults error:0.01,hang:0.002,reset:0.01,throttle:0.001     shares of all requests; none
  --news 0.01             of the items that are listed, so many come anew each hour
  --per-host 2            requests at a time to one host, which has 20 feeds
  --quick                 100 feeds every minute, for one minute: to see that it works
  --check                 exit with 1 when a judgement fails
  --help                  this text
`

const FULL = { feeds: '100000', minutes: '60', schedule: '*/15 * * * *', news: '0.01' }
const QUICK = { feeds: '100', minutes: '1', schedule: '* * * * *', news: '5' }
const FAULTS = 'error:0.01,hang:0.002,reset:0.01,throttle:0.001'
const FAULT_NAMES = ['error', 'hang', 'reset', 'throttle'] as const

/** The options, or why they cannot be used; null where help is asked for. */
export function readScaleOptions(args: readonly string[]): ScaleOptions | string | null {
  const { values: given } = parseArgs({
    args: [...args],
    options: {
      feeds: { type: 'string' },
      minutes: { type: 'string' },
      schedule: { type: 'string' },
      items: { type: 'string', default: '5' },
      latency: { type: 'string', default: '200' },
      jitter: { type: 'string', default: '0' },
      faults: { type: 'string', default: FAULTS },
      news: { type: 'string' },
      'per-host': { type: 'string', default: '2' },
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (given.help) return null
  const preset = given.quick ? QUICK : FULL
  const faults = parseFaults(given.faults)
  if (faults === null) return `--faults takes shares of ${FAULT_NAMES.join(', ')}, or none`
  const options = {
    feeds: Number(given.feeds ?? preset.feeds),
    minutes: Number(given.minutes ?? preset.minutes),
    schedule: given.schedule ?? preset.schedule,
    items: Number(given.items),
    latencyMs: Number(given.latency),
    jitterMs: Number(given.jitter),
    faults,
    newsShare: Number(given.news ?? preset.news),
    perHost: Number(given['per-host']),
    isCheck: given.check,
    isQuick: given.quick,
  }
  const { feeds, minutes, items, latencyMs, jitterMs, newsShare, perHost } = options
  const isWhole = [feeds, items, perHost].every(
    (number) => Number.isSafeInteger(number) && number > 0,
  )
  const isNumber = [minutes, latencyMs, jitterMs, newsShare].every((number) => number >= 0)
  return isWhole && isNumber ? options : 'a number is missing or is none'
}

function parseFaults(text: string): FaultShares | null {
  const none: FaultShares = { error: 0, hang: 0, reset: 0, throttle: 0 }
  if (text === 'none') return none
  const shares = text.split(',').map((part) => {
    const [name = '', share = ''] = part.split(':')
    return [FAULT_NAMES.find((known) => known === name), Number(share)] as const
  })
  if (shares.some(([name, share]) => name === undefined || !(share >= 0 && share <= 1))) return null
  return { ...none, ...Object.fromEntries(shares) }
}
