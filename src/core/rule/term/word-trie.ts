import { isAttachedParticle } from '../scan/attached-particle.ts'
import type { DocumentScan } from '../scan/document-scan.ts'
import { Gap } from '../scan/gap.ts'
import { mayContinue } from '../scan/may-continue.ts'
import { IntPairMap } from './int-pair-map.ts'
import { NodeEndings } from './node-endings.ts'
import { WalkMemory } from './walk-memory.ts'
import { StepKind, type WordPaths } from './word-paths.ts'
import type { WordSymbols } from './word-symbols.ts'

/** What a word is to terms: the symbols that it fulfils, and the nodes of the trie at which they lead from its root. */
export type WordMeaning = { readonly symbols: readonly number[]; readonly roots: readonly number[] }

/** Several words of the text read as one, and the token behind. */
export type JoinedWay = WordMeaning & { readonly next: number }

/** A text as its words may be read. */
export type WordReading = {
  readonly meaningAt: (token: number) => WordMeaning
  readonly joinedAt: (token: number) => readonly JoinedWay[]
  /** Whether the token is a word, and neither by itself nor with those behind it is it anything to any term. */
  readonly meansNothing: (token: number) => boolean
}

/** Told of each term, or beginning of a term, that stands from the start of a walk up to a token. */
export type WordFinding = (term: number, isWhole: boolean, next: number) => void

/**
 * Terms made of words, in a trie over their symbols: a term of three words is found by three steps from its
 * first word, whatever other terms there are. A term that goes on with something else (Hangul, an address),
 * or has too many readings, ends in the trie where its paths do, and is to be looked at more closely.
 */
export class WordTrie {
  readonly #symbols: WordSymbols
  readonly #edges = new IntPairMap()
  readonly #endings = new NodeEndings()
  /** By node: which kinds of edges lead on. */
  readonly #kinds: number[] = [0]
  readonly #memory = new WalkMemory()

  constructor(symbols: WordSymbols) {
    this.#symbols = symbols
  }

  add(term: number, { paths, isWhole }: WordPaths): void {
    for (const path of paths) {
      let node = ROOT
      for (const { need, kind } of path)
        node = this.#child(node, this.#symbols.symbolOf(need), kind)
      this.#endings.add(node, term, isWhole)
    }
  }

  /** The nodes of the terms that begin with one of the symbols. */
  rootsOf(symbols: readonly number[]): readonly number[] {
    return symbols
      .map((symbol) => this.#edges.get(ROOT, edgeOf(symbol, StepKind.inside)))
      .filter((node) => node !== 0)
  }

  /** Finds the terms that go on from some roots; the word that leads to them ends before the token `next`. */
  walk(
    scan: DocumentScan,
    reading: WordReading,
    roots: readonly number[],
    next: number,
    found: WordFinding,
  ): void {
    this.#memory.begin()
    for (const root of roots) this.#goOn(scan, reading, root, next, found)
  }

  get bytes(): number {
    return this.#edges.bytes + this.#endings.bytes + this.#kinds.length * 8
  }

  #step(
    scan: DocumentScan,
    reading: WordReading,
    from: { readonly node: number; readonly kind: number },
    symbols: readonly number[],
    next: number,
    found: WordFinding,
  ): void {
    for (const symbol of symbols) {
      const child = this.#edges.get(from.node, edgeOf(symbol, from.kind))
      if (child !== 0 && !this.#memory.wasThere(child, next)) {
        this.#goOn(scan, reading, child, next, found)
      }
    }
  }

  #goOn(
    scan: DocumentScan,
    reading: WordReading,
    node: number,
    next: number,
    found: WordFinding,
  ): void {
    this.#endings.tell(node, next, found)
    const kinds = this.#kinds[node] ?? 0
    if (kinds === 0 || reading.meansNothing(next)) return
    for (let kind = 0; kinds >> kind !== 0; kind += 1) {
      if ((kinds & (1 << kind)) === 0) continue
      const gap = (kind & StepKind.overBreak) === 0 ? Gap.none : Gap.break
      if (!mayContinue(scan, next, gap)) continue
      this.#stepAt(scan, reading, { node, kind }, next, found)
      const mayBeParticle = (kind & StepKind.nextWord) !== 0
      if (mayBeParticle && isAttachedParticle(scan, next) && mayContinue(scan, next + 1, gap)) {
        this.#stepAt(scan, reading, { node, kind }, next + 1, found)
      }
    }
  }

  #stepAt(
    scan: DocumentScan,
    reading: WordReading,
    from: { readonly node: number; readonly kind: number },
    token: number,
    found: WordFinding,
  ): void {
    this.#step(scan, reading, from, reading.meaningAt(token).symbols, token + 1, found)
    for (const { symbols, next } of reading.joinedAt(token)) {
      this.#step(scan, reading, from, symbols, next, found)
    }
  }

  #child(node: number, symbol: number, kind: number): number {
    const edge = edgeOf(symbol, kind)
    const known = this.#edges.get(node, edge)
    if (known !== 0) return known
    const child = this.#kinds.length
    this.#kinds.push(0)
    this.#kinds[node] = (this.#kinds[node] ?? 0) | (1 << kind)
    this.#edges.add(node, edge, child)
    return child
  }
}

const ROOT = 0
const STEP_KINDS = 4

function edgeOf(symbol: number, kind: number): number {
  return symbol * STEP_KINDS + kind
}
