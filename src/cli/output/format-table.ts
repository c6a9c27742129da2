import { cutTo, displayWidth, padTo } from './display-width.ts'
import { printable } from './printable.ts'

export type Column<Row> = {
  readonly title: string
  readonly cellOf: (row: Row) => string | number
  /** Cells are cut to this many columns of the terminal; left out: never cut. */
  readonly widest?: number
}

/**
 * Rows under aligned titles, two spaces apart, ready to print. Cells are made printable; numbers stand to the right.
 * No rows give the titles alone.
 */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => formatCell(column, row)))
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...cells.map((line) => displayWidth(line[index] ?? ''))),
  )
  const isNumeric = columns.map(
    ({ cellOf }) => rows.length > 0 && rows.every((row) => typeof cellOf(row) === 'number'),
  )
  const align = (line: readonly string[]): string =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return isNumeric[index] === true
          ? ' '.repeat(width - displayWidth(cell)) + cell
          : padTo(cell, width)
      })
      .join('  ')
      .trimEnd()
  return [columns.map(({ title }) => title), ...cells].map((line) => `${align(line)}\n`).join('')
}

function formatCell<Row>(column: Column<Row>, row: Row): string {
  const text = printable(String(column.cellOf(row)))
  return column.widest === undefined ? text : cutTo(text, column.widest)
}
