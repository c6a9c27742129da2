import { type ConfigPath, isWithin } from './config-problem.ts'
import { type Guard, guardValues, isOpenSection, isSection } from './guard-values.ts'
import { longestFirst, MASK, maskSecrets, maskTyped } from './mask-secrets.ts'
import type { YamlSource } from './yaml-source.ts'

/** Takes out of a diagnostic what could be a secret. */
export type Censor = {
  /** A message or a hint. */
  readonly maskText: (text: string) => string
  /** A line of the file, by its number from 1. */
  readonly maskLine: (line: number) => string
  /** A path as far as it tells no part of a secret. */
  readonly maskPath: (path: ConfigPath) => ConfigPath
}

/** What is looked at only when something is wrong: a sound file costs nothing. */
type View = { readonly guard: Guard; readonly kinds: Uint8Array; readonly texts: readonly string[] }

/** Of each character of the file: it may be shown, it must not be; 0 is what was not understood in a guarded section. */
const [SHOWN, HIDDEN] = [1, 2]

/** Sections that are a single value: what is indented below belongs to something else. */
const ONE_LINE: ReadonlySet<string> = new Set(['timezone', 'data'])

/** Words of our own messages. */
const COMMON_WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'text', 'list', 'keys'])

/** `secrets` are the texts that are known to be secret, the longest first. */
export function createCensor(source: YamlSource, secrets: readonly string[]): Censor {
  let made: View | null = null
  const view = (): View => {
    made ??= makeView(source, secrets)
    return made
  }
  return {
    maskText: (text) => maskSecrets(text, view().texts),
    maskLine: (line) => maskTyped(maskSecrets(coverLine(source, line, view().kinds), secrets)),
    maskPath: (path) => cut(view().guard.paths.find((hidden) => isWithin(path, hidden)) ?? path),
  }
}

/** The path up to the first step that is no name: in a damaged file a line may pass for one. */
function cut(path: ConfigPath): ConfigPath {
  const end = path.findIndex((step) => !/^[\p{L}\p{N}\p{M}._-]{1,64}$/u.test(String(step)))
  return end === -1 ? path : path.slice(0, end)
}

function makeView(source: YamlSource, secrets: readonly string[]): View {
  const guard = guardValues(source)
  const kinds = new Uint8Array(source.text.length)
  fillOpenLines(source, kinds)
  for (const { start, end } of guard.shown) kinds.fill(SHOWN, start, end)
  for (const { start, end } of guard.hidden) kinds.fill(HIDDEN, start, end)
  // placeholders name a secret and do not tell it
  for (const { 0: placeholder, index } of source.text.matchAll(/\$\{(?:file:[^}\s]*|\w*)\}/g)) {
    kinds.fill(SHOWN, index, index + placeholder.length)
  }
  const typed = guard.texts.filter((text) => !COMMON_WORDS.has(text))
  return { guard, kinds, texts: longestFirst([...secrets, ...typed]) }
}

/**
 * Marks the sections in which nothing is secret by the look of the text, for a file in which a mistake has left no tree
 * to go by. Names of sections are shown.
 */
function fillOpenLines({ text, lines }: YamlSource, kinds: Uint8Array): void {
  let isOpen = false
  for (const [index, start] of lines.lineStarts.entries()) {
    const end = lines.lineStarts[index + 1] ?? text.length
    const line = text.slice(start, end)
    const name = /^(?: {0,2}(?="))?["']?([\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)/u.exec(line)?.[1]
    if (name !== undefined) {
      isOpen = isOpenSection(name)
      const nameEnd = line.indexOf(name) + name.length
      // what has no colon and is no section may be a line of a key that was pasted without indentation
      if (isSection(name) || /^["']?\s*:/.test(line.slice(nameEnd)))
        kinds.fill(SHOWN, start, start + nameEnd)
    } else if (/^\s+["']?(?:mail|web|polling|defaults|heartbeat)["']?\s*:/.test(line)) {
      isOpen = false
    }
    if (isOpen) kinds.fill(SHOWN, start, end)
    if (name !== undefined && ONE_LINE.has(name)) isOpen = false
  }
}

function coverLine({ text, lines }: YamlSource, line: number, kinds: Uint8Array): string {
  const start = lines.lineStarts[line - 1] ?? 0
  const lineEnd = text.indexOf('\n', start)
  const end = lineEnd === -1 ? text.length : lineEnd
  let shown = ''
  for (let at = start; at < end; ) {
    const kind = kinds[at]
    let next = at + 1
    while (next < end && kinds[next] === kind) next += 1
    const piece = text.slice(at, next)
    if (kind === SHOWN) shown += piece
    else shown += kind === HIDDEN ? coverHidden(piece) : coverUnclear(piece, at === start)
    at = next
  }
  return shown.replace(/\r$/, '').replace(/••••(?:[\s,]*••••)+/g, MASK)
}

/** Quotes and brackets around a placeholder are shown. */
function coverHidden(piece: string): string {
  return /^[\s"'{}[\]]*$/.test(piece) ? piece : MASK
}

/** Signs and comments are shown; what else stands between things that are known was not understood. */
function coverUnclear(piece: string, isLineStart: boolean): string {
  if (!/[^\s{}[\],:"'&*!?~-]/.test(piece)) return piece
  const isComment = (isLineStart ? /^\s*#/ : /^[\s,}\]]*\s#/).test(piece)
  return isComment ? piece : piece.replace(/^([\s{[,:-]*).*$/s, `$1${MASK}`)
}
