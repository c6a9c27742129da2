import type { Notice } from './watched-hosts.ts'

/** What became of the notices that somebody could know of. */
export type AlertAccount = {
  /** One for each notice that a server handed out and each address. */
  readonly expected: number
  readonly delivered: number
  /** Not told although handed out longer ago than an alert may take. */
  readonly missed: readonly string[]
  /** Told in two mails. */
  readonly doubled: readonly string[]
  /** From the server's answer to the mail, of all that were delivered. */
  readonly delaysMs: readonly number[]
}

/** A round gathers for ten seconds at most, and a mail may be tried once more. */
const MAY_TAKE_MS = 60_000

/** `toldAt` is by `address notice`; instants are those of `performance.now()`. */
export function takeAccount(
  notices: readonly Notice[],
  addresses: readonly string[],
  told: Readonly<Record<string, Readonly<Record<string, number>>>>,
  toldAt: ReadonlyMap<string, number>,
  nowMs: number,
): AlertAccount {
  const rows = notices.flatMap(({ name, servedAt }) =>
    servedAt === null
      ? []
      : addresses.map((address) => ({
          key: `${address} ${name}`,
          servedAt,
          times: told[address]?.[name] ?? 0,
        })),
  )
  return {
    expected: rows.length,
    delivered: rows.filter(({ times }) => times > 0).length,
    missed: rows
      .filter(({ times, servedAt }) => times === 0 && nowMs - servedAt > MAY_TAKE_MS)
      .map(({ key }) => key),
    doubled: rows.filter(({ times }) => times > 1).map(({ key }) => key),
    delaysMs: rows.flatMap(({ key, servedAt }) => {
      const at = toldAt.get(key)
      return at === undefined ? [] : [at - servedAt]
    }),
  }
}
