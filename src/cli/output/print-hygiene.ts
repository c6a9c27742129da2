import type { HygieneFinding, HygieneKind } from '../../pipeline/hygiene-finding.ts'
import type { Hygiene } from '../../pipeline/read-hygiene.ts'
import type { CommandCall } from '../command.ts'
import { countOf } from './count-of.ts'
import { printable } from './printable.ts'
import { writeJsonLine, writeLine } from './write.ts'

/** What may be tidied up: a heading for each kind, and one line a finding with what to do about it. */
export function printHygiene({ io, has }: CommandCall, hygiene: Hygiene): void {
  if (has('json')) {
    writeJsonLine(io, hygiene)
    return
  }
  const { findings, youngRules } = hygiene
  for (const [kind, ofKind] of Map.groupBy(findings, (finding) => finding.kind)) {
    writeLine(io, `${HEADINGS[kind]}:`)
    for (const finding of ofKind) writeLine(io, `  ${describe(finding)}`)
    writeLine(io)
  }
  const count = findings.length
  const found = count === 0 ? 'nothing to tidy up' : `${countOf(count, 'finding', 'findings')}`
  writeLine(io, `${found}${describeYoung(youngRules.length)}`)
}

const HEADINGS: Readonly<Record<HygieneKind, string>> = {
  'never-hit': 'Rules that never hit',
  'too-loud': 'Rules that are too loud',
  covered: 'Rules that another one covers',
  'untaken-rule': 'Rules that nobody takes',
  'no-news-possible': 'Subscriptions without news',
  'nobody-left': 'Subscriptions without readers',
  unsubscribed: 'Addresses that unsubscribed',
  'unwatched-feed': 'Feeds that no rule looks at',
  'untold-feed': 'Feeds that nobody is told of',
  'unused-concepts': 'Concepts that no rule reaches',
}

function describe({ subject, message, hint }: HygieneFinding): string {
  return printable(`${subject} ${message}: ${hint}`)
}

function describeYoung(count: number): string {
  if (count === 0) return ''
  const rules = countOf(count, 'rule', 'rules')
  return `; too young to judge by what they hit: ${rules} (in force for less than a week)`
}
