import { Gap } from '../scan/gap.ts'
import type { TermPattern, WordNeed, WordsPiece } from './term-pattern.ts'
import type { SymbolNeed } from './word-symbols.ts'

/** What may lie before a word of a path; sums of bits. */
export const StepKind = {
  /** The first word of a term, or the next part of a hyphenated one. */
  inside: 0,
  /** A word of its own: Korean particles may hang on the one before it. */
  nextWord: 1,
  /** The rule itself has a sign there that ends a sentence: "Yahoo! Japan". */
  overBreak: 2,
} as const

/** A word of a path. */
export type Step = { readonly need: SymbolNeed; readonly kind: number }

/** The rows of words by which a term can be found. */
export type WordPaths = {
  readonly paths: readonly (readonly Step[])[]
  /** Whether the term stands wherever a path does; else it is to be looked at closely there. */
  readonly isWhole: boolean
}

/** More readings than this are not spelled out; paths end before the piece that would make more. */
const MAX_PATHS = 16
/** Longer terms are looked at closely: a walk has no memory of those that began before it. */
const LONGEST_PATH = 12

/** The paths of a term that begins with words. Where the first piece is an address, they are those of its words. */
export function wordPathsOf(pattern: TermPattern): WordPaths {
  let paths: readonly (readonly Step[])[] = [[]]
  for (const [index, piece] of pattern.pieces.entries()) {
    const rows = piece.kind === 'words' ? rowsOf(piece, index === 0) : null
    if (rows === null || rows.length * paths.length > MAX_PATHS) return { paths, isWhole: false }
    paths = paths.flatMap((path) => rows.map((row) => [...path, ...row]))
    if (paths.some((path) => path.length > LONGEST_PATH)) {
      return { paths: paths.map((path) => path.slice(0, LONGEST_PATH)), isWhole: false }
    }
  }
  return { paths, isWhole: pattern.exact === null }
}

/** The readings of a piece; null if one of them is an address, unless it is the first piece. */
function rowsOf(piece: WordsPiece, isFirst: boolean): readonly (readonly Step[])[] | null {
  const overBreak = piece.gap === Gap.break ? StepKind.overBreak : 0
  const nextWord = piece.gap >= Gap.space ? StepKind.nextWord : 0
  const rows: Step[][] = []
  for (const needs of piece.readings) {
    const words = needs.filter(isSymbolNeed)
    if (words.length < needs.length) {
      if (isFirst) continue
      return null
    }
    rows.push(
      words.map((need, index) => {
        if (index > 0) return { need, kind: StepKind.inside }
        return { need, kind: isFirst ? StepKind.inside : overBreak + nextWord }
      }),
    )
  }
  return rows
}

function isSymbolNeed(need: WordNeed): need is SymbolNeed {
  return need.kind !== 'address'
}
