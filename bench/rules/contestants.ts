import { ahoCorasick } from './aho-corasick.ts'
import type { Contestant } from './contestant.ts'
import { regexpLoop } from './regexp-loop.ts'
import { sqliteFts5 } from './sqlite-fts5.ts'
import { thisEngine } from './this-engine.ts'

/** All that are compared, in the order of the table. */
export const CONTESTANTS = {
  engine: thisEngine,
  loop: regexpLoop,
  automaton: ahoCorasick,
  fts5: sqliteFts5,
} satisfies Readonly<Record<string, Contestant>>

export type ContestantName = keyof typeof CONTESTANTS

export const isContestantName = (name: string): name is ContestantName =>
  Object.hasOwn(CONTESTANTS, name)
