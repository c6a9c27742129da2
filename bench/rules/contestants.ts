import type { Contestant } from './contestant.ts'
import { regexpLoop } from './regexp-loop.ts'
import { thisEngine } from './this-engine.ts'

/** All that are compared, in the order of the table. */
export const CONTESTANTS = {
  engine: thisEngine,
  loop: regexpLoop,
} satisfies Readonly<Record<string, Contestant>>

export type ContestantName = keyof typeof CONTESTANTS

export const isContestantName = (name: string): name is ContestantName =>
  Object.hasOwn(CONTESTANTS, name)
