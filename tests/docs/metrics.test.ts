import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDaemonMetrics } from '../support/daemon-metrics.ts'
import { readMetrics } from '../support/read-metrics.ts'

const page = readFileSync(new URL('../../docs/METRICS.md', import.meta.url), 'utf8')

/** Only Linux has them. */
const OF_LINUX = ['process_open_fds', 'process_max_fds']

test('docs/METRICS.md has every metric with its type, its labels and its meaning, and no other', async () => {
  const documented = [...page.matchAll(/^\| `([a-z_]+)` \| (\w+) \| (.*?) \| (.*) \|$/gm)].map(
    ([, name = '', type, labels = '', help]) => ({
      name,
      type,
      labels: labels === 'none' ? [] : labels.replaceAll('`', '').split(', '),
      help,
    }),
  )

  const printed = readMetrics(await readDaemonMetrics()).map(({ name, type, help, labels }) => ({
    name,
    type,
    help,
    labels,
  }))

  const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name)
  const missingHere = OF_LINUX.filter((name) => !printed.some((metric) => metric.name === name))
  expect(documented.filter(({ name }) => !missingHere.includes(name)).sort(byName)).toEqual(
    printed.toSorted(byName),
  )
})
