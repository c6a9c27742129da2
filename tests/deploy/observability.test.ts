import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readDaemonMetrics } from '../support/daemon-metrics.ts'
import { isMissing, needProgram, pathOf } from '../support/needs.ts'
import { readExpression } from '../support/read-expression.ts'
import { type PrintedMetric, readMetrics } from '../support/read-metrics.ts'

const root = path.resolve(import.meta.dirname, '../..')
const rulesFile = path.join(root, 'deploy/prometheus-rules.yaml')
const promtool = needProgram('promtool')

type Rule = {
  readonly alert: string
  readonly expr: string
  readonly for: string
  readonly labels: { readonly severity: string }
  readonly annotations: Readonly<Record<string, string>>
}

type Panel = {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly datasource?: { readonly uid: string }
  readonly gridPos: { readonly x: number; readonly w: number }
  readonly targets?: readonly {
    readonly expr: string
    readonly datasource: { readonly uid: string }
  }[]
}

const { groups } = parse(readFileSync(rulesFile, 'utf8')) as {
  readonly groups: readonly { readonly rules: readonly Rule[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const dashboard = JSON.parse(
  readFileSync(path.join(root, 'deploy/grafana-dashboard.json'), 'utf8'),
) as {
  readonly panels: readonly Panel[]
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string }[]
  }
}
const targets = dashboard.panels.flatMap((panel) => panel.targets ?? [])
const expressions = [
  ...rules.map(({ expr }) => expr),
  ...targets.map(({ expr }) => expr),
  'label_values(policywatch_build_info, instance)',
].map(readExpression)

let printed: readonly PrintedMetric[] = []
beforeAll(async () => {
  printed = readMetrics(await readDaemonMetrics())
})

describe('the dashboard and the alert rules', () => {
  test('ask for metrics that a daemon prints', () => {
    const known = new Set(['up', ...printed.flatMap(({ series }) => series)])

    const asked = expressions.flatMap(({ metrics }) => metrics)

    expect(asked.length).toBeGreaterThan(50)
    expect(asked.filter((name) => !known.has(name))).toEqual([])
  })

  test('ask for labels that those metrics have', () => {
    const wrong = expressions.flatMap(({ metrics, labels }) => {
      const known = printed
        .filter(({ series }) => series.some((name) => metrics.includes(name)))
        .flatMap((metric) => metric.labels)
      return labels.filter((label) => !known.includes(label))
    })

    expect(wrong).toEqual([])
  })

  test('ask for values that those labels take', () => {
    const wanted = expressions.flatMap((expression) => expression.wanted)
    const takes = (metric: string, value: string): boolean =>
      printed.some(({ series, values }) => series.includes(metric) && values.includes(value))

    expect(wanted.length).toBeGreaterThan(10)
    expect(wanted.filter(({ metric, value }) => !takes(metric, value))).toEqual([])
  })
})

describe('the alert rules', () => {
  const page = readFileSync(path.join(root, 'docs/METRICS.md'), 'utf8')
  const anchors = [...page.matchAll(/^#+ (\w+)$/gm)].map(([, title = '']) => title.toLowerCase())

  test('have names of their own', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    expect(rules.length).toBeGreaterThan(9)
  })

  test.each(rules.map((rule) => [rule.alert, rule] as const))(
    '%s says what is wrong, how bad it is, and where the remedy stands',
    (_, { for: lasting, labels, annotations }) => {
      const { summary, description, runbook = '' } = annotations

      expect(lasting).toMatch(/^\d+[smh]$/)
      expect(labels.severity).toMatch(/^(critical|warning)$/)
      expect(summary).toBeTruthy()
      expect(description).toContain('{{ $labels.instance }}')
      expect(runbook).toMatch(/^docs\/METRICS\.md#/)
      expect(anchors).toContain(runbook.split('#')[1])
    },
  )

  test.each([
    ['PolicywatchNothingPolled', 'policywatch_occurrences_total'], // quiet at night, and where feeds are polled once a week
    ['PolicywatchBackupTooOld', 'policywatch_backup_overdue_seconds'], // whatever the schedule, and where none ever succeeded
    ['PolicywatchDiskLow', 'policywatch_disk_size_bytes'], // quiet on a volume that never had a gigabyte
  ])('%s asks for %s', (alert, metric) => {
    const expr = rules.find((rule) => rule.alert === alert)?.expr ?? ''

    expect(readExpression(expr).metrics).toContain(metric)
  })

  test('look for attempts at delivery over more than the hour that lies between two', () => {
    const expr = rules.find(({ alert }) => alert === 'PolicywatchMailNotAccepted')?.expr ?? ''

    expect([...expr.matchAll(/\[(\w+)\]/g)].map(([, window]) => window)).toEqual(['2h', '2h'])
  })

  test.skipIf(isMissing(promtool, 'the check of alert rules by promtool'))(
    'are accepted by promtool',
    () => {
      const said = execFileSync(pathOf(promtool), ['check', 'rules', rulesFile], {
        encoding: 'utf8',
      })

      expect(said).toContain('SUCCESS')
    },
  )
})

describe('the dashboard', () => {
  test('has panels with ids of their own, each on the data source that is chosen', () => {
    const uids = [...dashboard.panels, ...targets].flatMap(
      ({ datasource }) => datasource?.uid ?? [],
    )

    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
    expect(new Set(uids)).toEqual(new Set([`\${datasource}`]))
    expect(dashboard.templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource' }),
    )
  })

  test('has panels within its width, and something to show in each', () => {
    const shown = dashboard.panels.filter(({ type }) => type !== 'row')

    expect(shown.filter(({ gridPos }) => gridPos.x + gridPos.w > 24)).toEqual([])
    expect(shown.filter((panel) => (panel.targets ?? []).length === 0)).toEqual([])
  })
})
