import type { Settings } from '../../config/settings.ts'
import { hasBelievableDate } from '../../core/feed/doubt-of-date.ts'
import type { Item } from '../../core/feed/item.ts'
import type { ItemExplanation, RuleVerdict, VerdictKind } from '../../pipeline/explain-item.ts'
import type { CliIo } from '../cli-io.ts'
import { countOf } from './count-of.ts'
import { formatLocalTime } from './format-local-time.ts'
import { formatExcerpt, printClause } from './print-match.ts'
import { printable } from './printable.ts'
import { wrapText } from './wrap-text.ts'
import { writeLine } from './write.ts'

type Scope = {
  readonly isForOneRule: boolean
  readonly settings: Pick<Settings, 'timezone'>
}

/** The answer of `explain` for people: the item, what was searched, and rule by rule why and what became of it. */
export function printExplanation(
  io: CliIo,
  explanation: ItemExplanation,
  { isForOneRule, settings }: Scope,
): void {
  const { item, remarks, rules } = explanation
  printItemHead(io, item, settings.timezone)
  for (const remark of remarks) printSentence(io, remark, 2)
  for (const verdict of rules) printVerdict(io, explanation, verdict)
  if (!isForOneRule) printRest(io, explanation)
}

export function printItemHead(io: CliIo, item: Item, timezone: string): void {
  const { id, feedId, title, url, published, firstSeenAt } = item
  writeLine(io, `item ${id} of ${feedId}: ${printable(title)}`)
  if (url !== null) writeLine(io, `  ${printable(url)}`)
  const date = hasBelievableDate(item) ? `published ${formatLocalTime(published, timezone)}, ` : ''
  writeLine(io, `  ${date}first seen ${formatLocalTime(firstSeenAt, timezone)} (${timezone})`)
}

const HEADINGS: Readonly<Record<VerdictKind, string>> = {
  hit: 'hit',
  elsewhere: 'holds, but looks at other feeds',
  close: 'came close',
  missed: 'does not hold',
  gone: 'no longer configured',
}

function printVerdict(io: CliIo, { document }: ItemExplanation, verdict: RuleVerdict): void {
  const { kind, ruleId, title, query, excerpts, explanation, stored, account } = verdict
  const named = title === ruleId ? '' : ` (${printable(title)})`
  const isPast = stored !== null && (kind === 'close' || kind === 'missed')
  writeLine(io, '')
  writeLine(io, `${ruleId}${named}: ${isPast ? 'has hit, but holds no longer' : HEADINGS[kind]}`)
  if (query !== null) printSentence(io, query, 4)
  for (const sentence of account) printSentence(io, sentence, 2)
  for (const excerpt of excerpts) writeLine(io, `  ${formatExcerpt(excerpt)}`)
  if (explanation !== null) printClause(io, document, explanation, 1)
}

function printRest(io: CliIo, { rules, ruleCount, closeCount }: ItemExplanation): void {
  const closeShown = rules.filter(({ kind }) => kind === 'close').length
  const of = `of ${countOf(ruleCount, 'rule', 'rules')}`
  writeLine(io, '')
  if (rules.length === 0) writeLine(io, `no rule holds and none came close, ${of}`)
  else if (closeCount === 0) writeLine(io, `no other rule came close, ${of}`)
  else if (closeCount > closeShown) {
    writeLine(io, `${closeCount - closeShown} more came close, ${of}`)
  } else writeLine(io, `no other came close, ${of}`)
}

const COLUMNS = 100

function printSentence(io: CliIo, sentence: string, indent: number): void {
  for (const line of wrapText(printable(sentence), COLUMNS - indent).split('\n')) {
    writeLine(io, `${' '.repeat(indent)}${line}`)
  }
}
