import type { CliIo } from '../cli-io.ts'
import type { InspectedItem, Inspection } from '../inspection.ts'
import { countOf } from './count-of.ts'
import { cutTo } from './display-width.ts'
import { printable } from './printable.ts'
import { writeLine } from './write.ts'

const EXCERPT_COLUMNS = 100

/** An inspection for people: what the feed is, and of each item title, time, link and the beginning of its text. */
export function printInspection(io: CliIo, inspection: Inspection): void {
  const { source, ok, format, encoding, title, link, items, problems, reader } = inspection
  if (ok) {
    writeLine(io, printable(title === null || title === '' ? source : title))
    writeLine(io, `  ${printable(source)}`)
    writeLine(io, `  ${format}, ${encoding}, ${countOf(items.length, 'item', 'items')}`)
    writeLine(io, `  read by ${reader}: ${printable(inspection.readerReason ?? '')}`)
    if (link !== null) writeLine(io, `  ${printable(link)}`)
  } else {
    writeLine(io, `${printable(source)}: not readable as a feed`)
  }
  for (const problem of problems) writeLine(io, `  problem: ${printable(problem)}`)
  for (const item of items) printItem(io, item)
  writeLine(io)
}

function printItem(
  io: CliIo,
  { title, link, published, updated, authors, text }: InspectedItem,
): void {
  const byline = [published ?? updated ?? 'no date', ...authors].join(', ')
  writeLine(io)
  writeLine(io, `  ${printable(title === '' ? '(no title)' : title)}`)
  writeLine(io, `    ${printable(byline)}`)
  writeLine(io, `    ${printable(link ?? 'no link')}`)
  if (text !== '') writeLine(io, `    ${cutTo(printable(text), EXCERPT_COLUMNS)}`)
}
