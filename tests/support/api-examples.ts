import { readFileSync } from 'node:fs'
import path from 'node:path'

export type ApiExample = { readonly address: string; readonly answer: unknown }

/** The requests of docs/API.md with the answers that stand below them. */
export function readApiExamples(): readonly ApiExample[] {
  const file = path.resolve(import.meta.dirname, '../../docs/API.md')
  const found = readFileSync(file, 'utf8').matchAll(/`GET (\S+)`\n\n```json\n([\s\S]*?)```/g)
  return [...found].map(([, address = '', json = '']) => ({ address, answer: JSON.parse(json) }))
}

/**
 * Names and kinds of values, whatever the values are. Of a list the first entry stands for all; an empty list and null say
 * nothing of what could stand there.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? ANYTHING : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return value === null ? ANYTHING : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
}

/** Whether two shapes can be those of the same kind of answer. */
export function isSameShape(one: unknown, other: unknown): boolean {
  if (one === ANYTHING || other === ANYTHING) return true
  if (typeof one !== 'object' || typeof other !== 'object') return one === other
  const [mine, theirs] = [Object.entries(Object(one)), Object(other) as Record<string, unknown>]
  return (
    mine.length === Object.keys(theirs).length &&
    mine.every(([key, part]) => key in theirs && isSameShape(part, theirs[key]))
  )
}

const ANYTHING = 'anything'
