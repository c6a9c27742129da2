import { lastDays } from '../../core/day-range.ts'
import type {
  Backtest,
  BacktestHeadline,
  BacktestScope,
  RuleBacktest,
} from '../../pipeline/backtest-rules.ts'
import type { CliIo } from '../cli-io.ts'
import { countOf } from './count-of.ts'
import { formatDayBars } from './format-day-bars.ts'
import { formatLocalTime } from './format-local-time.ts'
import { formatTable } from './format-table.ts'
import { printable } from './printable.ts'
import { say, write, writeLine } from './write.ts'

/** The answer of `backtest --json`. */
export function describeBacktest(
  result: Backtest,
  { days, now }: BacktestScope,
  timezone: string,
): object {
  const { since, itemCount, rules, unchanged, inForceCount, problems } = result
  return {
    days,
    since,
    until: lastDays(now, 1, timezone).dates[0],
    timezone,
    items: itemCount,
    newly: sumOf(rules, ({ newlyCount }) => newlyCount),
    noLonger: sumOf(rules, ({ noLongerCount }) => noLongerCount),
    inForce: inForceCount,
    unchanged,
    rules: rules.map((rule) => ({
      rule: rule.ruleId,
      title: rule.title,
      change: rule.kind,
      differsIn: rule.differsIn,
      newlyCount: rule.newlyCount,
      noLongerCount: rule.noLongerCount,
      unchangedCount: rule.unchangedCount,
      note: noteOf(rule),
      newly: rule.newly.map(describeHeadline),
      noLonger: rule.noLonger.map(describeHeadline),
      days: rule.days.map(({ date, newlyCount, noLongerCount }) => ({
        date,
        newly: newlyCount,
        noLonger: noLongerCount,
      })),
    })),
    problems,
  }
}

export function describeHeadline({ itemId, feedId, title, url, at }: BacktestHeadline): object {
  return { id: itemId, feed: feedId, title, url, at }
}

/** The answer for people: a table of the rules that differ, then what comes and goes for each of them. */
export function printBacktest(
  io: CliIo,
  result: Backtest,
  scope: BacktestScope,
  timezone: string,
): void {
  const { rules, unchanged, inForceCount, itemCount } = result
  const same = countOf(unchanged.length, 'rule is', 'rules are')
  if (rules.length === 0) {
    if (unchanged.length === 0) writeLine(io, 'no rules are configured, and none are in force')
    else writeLine(io, `nothing would change: ${same} as in force`)
    return
  }
  const days = countOf(scope.days, 'day', 'days')
  const held = `${countOf(itemCount, 'item', 'items')} of ${days}`
  const differ = countOf(rules.length, 'rule differs', 'rules differ')
  writeLine(io, `${differ} from what is in force, held against ${held}; ${same} the same`)
  if (inForceCount === 0) {
    say(io, 'no rules are in force here yet, so that every match is new')
  }
  writeLine(io)
  write(io, formatRules(rules))
  for (const rule of rules) printRule(io, rule, timezone)
}

function formatRules(rules: readonly RuleBacktest[]): string {
  return formatTable<RuleBacktest>(
    [
      { title: 'RULE', cellOf: ({ ruleId }) => ruleId },
      { title: 'CHANGE', cellOf: describeChange },
      { title: 'NEWLY', cellOf: ({ newlyCount }) => signed('+', newlyCount) },
      { title: 'NO LONGER', cellOf: ({ noLongerCount }) => signed('-', noLongerCount) },
      { title: 'UNCHANGED', cellOf: ({ unchangedCount }) => signed('=', unchangedCount) },
      {
        title: 'TITLE',
        cellOf: ({ ruleId, title }) => (title === ruleId ? '' : title),
        widest: 60,
      },
    ],
    rules,
  )
}

const signed = (sign: string, count: number): string => `${sign}${count}`

/** `changed (query, feeds)`. */
function describeChange({ kind, differsIn }: RuleBacktest): string {
  return differsIn.length === 0 ? kind : `${kind} (${differsIn.join(', ')})`
}

function printRule(io: CliIo, rule: RuleBacktest, timezone: string): void {
  const note = noteOf(rule)
  const { newlyCount, noLongerCount, newly, noLonger, days } = rule
  if (note === null && newlyCount === 0 && noLongerCount === 0) return
  writeLine(io)
  writeLine(io, `${rule.ruleId}: +${newlyCount} -${noLongerCount}`)
  if (note !== null) writeLine(io, `  note: ${note}`)
  printHeadlines(io, 'newly matched', newly, newlyCount, timezone)
  printHeadlines(io, 'no longer matched', noLonger, noLongerCount, timezone)
  const bars = formatDayBars(
    days.map(({ date, newlyCount: newCount, noLongerCount: goneCount }) => ({
      date,
      counts: [
        { sign: '+', count: newCount },
        { sign: '-', count: goneCount },
      ],
    })),
  )
  for (const line of bars) writeLine(io, `  ${line}`)
}

function printHeadlines(
  io: CliIo,
  what: string,
  headlines: readonly BacktestHeadline[],
  count: number,
  timezone: string,
): void {
  if (count === 0) return
  writeLine(io, `  ${what}`)
  for (const { feedId, title, url, at } of headlines) {
    const time = formatLocalTime(at, timezone)
    writeLine(io, `    ${time}  ${feedId}  ${printable(title)}`)
    if (url !== null) writeLine(io, `      ${printable(url)}`)
  }
  if (count > headlines.length) writeLine(io, `    … and ${count - headlines.length} more`)
}

function noteOf({ isUnreadable, areConceptsGuessed }: RuleBacktest): string | null {
  if (isUnreadable) {
    return 'what is in force cannot be read by this version any more, and counts as matching nothing'
  }
  if (!areConceptsGuessed) return null
  return 'which terms its concepts had in force is not known, as an older version applied it; those of this configuration stand for them'
}

function sumOf(
  rules: readonly RuleBacktest[],
  countOfRule: (rule: RuleBacktest) => number,
): number {
  return rules.reduce((sum, rule) => sum + countOfRule(rule), 0)
}
