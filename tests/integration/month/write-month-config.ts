import type { MonthWorld } from './month-world.ts'

export const ADMIN = 'ops@example.org'

/** The administrator's config.yaml, for a mail server on a port of this machine. */
export function writeMonthConfig(
  { timezone, feeds, rules, subscriptions }: MonthWorld,
  port: number,
): string {
  return JSON.stringify({
    timezone,
    feeds: byId(feeds, ({ url, schedule, startWith, tag }) => ({
      url,
      schedule,
      startWith,
      tags: [tag],
    })),
    rules: byId(rules, ({ title, match, feeds: ids }) => ({
      title,
      match,
      ...(ids === null ? {} : { feeds: ids }),
    })),
    subscriptions: byId(subscriptions, ({ to, rules: ids, deliver, quiet, budget }) => ({
      to,
      rules: ids.length === rules.length ? 'all' : ids,
      deliver,
      budget,
      ...(quiet === null ? {} : { quiet }),
    })),
    admins: [ADMIN],
    mail: { from: 'Watch <watch@example.org>', smtp: `smtp://127.0.0.1:${port}` },
    web: false,
  })
}

function byId<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  write: (entry: Entry) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries.map((entry) => [entry.id, write(entry)]))
}
