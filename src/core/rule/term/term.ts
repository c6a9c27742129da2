import type { PropertyField } from './property-index.ts'

/** A term as it is looked for. */
export type Term = {
  /** null: in prose. */
  readonly field: PropertyField | null
  readonly words: string
  readonly isExact: boolean
}
