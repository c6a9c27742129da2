import { expect, it } from 'vitest'
import { formatTable } from '../../../src/cli/output/format-table.ts'

type Row = { readonly name: string; readonly count: number }
const columns = [
  { title: 'NAME', cellOf: (row: Row): string => row.name, widest: 12 },
  { title: 'COUNT', cellOf: (row: Row): number => row.count },
]

it('aligns columns, numbers to the right', () => {
  const table = formatTable(columns, [
    { name: 'motir', count: 7 },
    { name: 'korea-net', count: 120 },
  ])

  expect(table).toBe('NAME       COUNT\nmotir          7\nkorea-net    120\n')
})

it('counts Hangul as two columns', () => {
  const table = formatTable(columns, [
    { name: '산업통상부', count: 1 },
    { name: 'korea-net', count: 2 },
  ])

  expect(table).toBe('NAME        COUNT\n산업통상부      1\nkorea-net       2\n')
})

it('cuts a cell at its widest, on the border of a character', () => {
  const table = formatTable(columns, [{ name: '소형모듈원자로', count: 1 }])

  expect(table).toContain('소형모듈원…  ')
})

it('keeps control characters and marks of direction out of the terminal', () => {
  const table = formatTable(columns, [{ name: 'a\u001b[31mb\n\u202ec', count: 1 }])

  expect(table).toContain('a [31mb c')
})

it('shows the titles when there are no rows', () => {
  const table = formatTable(columns, [])

  expect(table).toBe('NAME  COUNT\n')
})
