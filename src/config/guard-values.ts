import { isAlias, isCollection, isMap, isPair, isScalar, type Node } from 'yaml'
import type { ConfigPath } from './config-problem.ts'
import { findClosest } from './find-closest.ts'
import { listKnownKeys, listSections, type Shape, shapeAt } from './schema-keys.ts'
import { keyText, type YamlSource } from './yaml-source.ts'

/** A stretch of the text of config.yaml, in UTF-16 units. */
export type TextRange = { readonly start: number; readonly end: number }

/**
 * What diagnostics may show of a config.yaml. Passwords are mistyped like everything else: behind a key that does not
 * exist, one line too low, without their quotes. So nothing in a section that may hold a secret is shown unless it stands
 * where the schema has something harmless; what could not be read at all is not shown either.
 */
export type Guard = {
  /** Stretches that may be shown although they stand in a section that may hold a secret. */
  readonly shown: readonly TextRange[]
  /** Stretches that are shown nowhere: they were meant for a secret place, or an alias takes them there. */
  readonly hidden: readonly TextRange[]
  /** What stands in them, for messages that repeat it. */
  readonly texts: readonly string[]
  /** Places below which a path tells a part of a secret. */
  readonly paths: readonly ConfigPath[]
}

/** Sections in which nothing is secret. All others are guarded, those that do not exist among them. */
const OPEN_SECTIONS: ReadonlySet<string> = new Set([
  'timezone',
  'concepts',
  'rules',
  'subscriptions',
  'admins',
  'keep',
  'backup',
  'data',
])

/** Places whose value is secret, whatever its shape; an entry of the administrator's own naming is a *. */
const SECRET_PLACES: ReadonlySet<string> = new Set([
  'web.password',
  'mail.dkim.key',
  'feeds.*.body',
  'feeds.*.headers.*',
])

/** Whether a section's name is that of one in which nothing is secret, or nearly so. */
export function isOpenSection(name: string): boolean {
  return OPEN_SECTIONS.has(meaningOf(name, listKnownKeys([])) ?? name)
}

export function guardValues(source: YamlSource): Guard {
  const [shown, hidden]: [TextRange[], TextRange[]] = [[], []]
  const texts: string[] = []
  const paths: ConfigPath[] = []
  const seen = new Set<unknown>() // aliases may stand for one another, or for too much
  const { document, text } = source

  const hide = (node: unknown): void => {
    if (seen.has(node) || isEmpty(node)) return
    seen.add(node)
    hidden.push(...rangesOf(node))
    if (isAlias(node)) {
      texts.push(node.source)
      hide(node.resolve(document))
    } else if (isCollection(node)) {
      for (const item of node.items) for (const part of partsOf(item)) hide(part)
    }
    if (isScalar(node)) texts.push(String(node.value))
    const { tag } = node as { readonly tag?: unknown } // every node may have one
    if (typeof tag === 'string') texts.push(tag.replace(/^!+/, ''))
  }

  const show = (node: unknown): void => {
    for (const range of rangesOf(node)) {
      const login = findLogin(text.slice(range.start, range.end))
      if (login === null) shown.push(range)
      else {
        shown.push({ start: range.start, end: range.start + login.before })
        shown.push({ start: range.end - login.after, end: range.end })
        texts.push(`:${login.password}@`, login.password)
      }
    }
  }

  /** A harmless value of any shape: `title: Ministry: news` is a group of keys to YAML. An address may hold a login. */
  const showValue = (node: unknown, path: ConfigPath): void => {
    const written = rangesOf(node).map(({ start, end }) => text.slice(start, end))
    if (!isCollection(node)) show(node)
    else if (written.some((part) => part.includes('@'))) hideAt(path, node)
    else shown.push(...rangesOf(node))
  }

  const hideAt = (path: ConfigPath, ...nodes: readonly unknown[]): void => {
    paths.push(path)
    for (const node of nodes) hide(node)
  }

  /** `meant` is the path in words of the schema: typing mistakes mended, names of entries as *. */
  const walk = (node: unknown, path: ConfigPath, meant: readonly string[]): void => {
    const place = meant.join('.')
    const shape = shapeAt(meant)
    if (isHarmless(node, place, shape)) showValue(node, path)
    else if (isMap(node) && (shape === 'keys' || shape === 'names')) {
      for (const { key, value } of node.items) walkPair(key, value, path, meant, shape)
    } else hideAt(path, node)
  }

  /** What stands without a value, and is no name that is expected there, may be the value itself. */
  const mayBeValue = (path: ConfigPath, step: string | null, value: unknown): boolean =>
    isEmpty(value) && path.length > 0 && (step === null || path.at(-1) === 'headers')

  const walkPair = (
    key: unknown,
    value: unknown,
    path: ConfigPath,
    meant: readonly string[],
    shape: Shape,
  ): void => {
    const name = keyText(key)
    const step = shape === 'names' ? '*' : meaningOf(name ?? '', listKnownKeys(meant))
    if (name === null && path.length === 0) return // goes by the look of its lines
    if (name === null || mayBeValue(path, step, value)) {
      hideAt(path, key, value)
      return
    }
    if (/\s/.test(name) && (shape === 'keys' || path.at(-1) === 'headers')) {
      showFirstLine(key, name, meant)
      hideAt(path, value)
      return
    }
    if (path.length === 0 && isOpenSection(name)) {
      for (const node of [key, value]) shown.push(...rangesOf(node))
      return
    }
    shown.push(...rangesOf(key))
    if (name === '<<') walkMerged(value, path, meant)
    else if (step !== null) walk(value, [...path, name], [...meant, step])
    else if (isHarmlessElsewhere(name)) showValue(value, [...path, name])
    else hideAt([...path, name], value)
  }

  /** A name of several words lacks its colon: `url https://…`, and below it the next key. */
  const showFirstLine = (key: unknown, name: string, meant: readonly string[]): void => {
    const words = name.split(/\s+/)
    const place = [...meant, shapeAt(meant) === 'names' ? '*' : (words[0] ?? '')]
    const isOpen = meant.length === 0 && isOpenSection(place[0] ?? '')
    if (isOpen || isHarmless(null, place.join('.'), shapeAt(place))) show(key)
    else texts.push(...words.slice(1))
  }

  /** Keys that stand elsewhere are guarded where they stand. */
  const walkMerged = (value: unknown, path: ConfigPath, meant: readonly string[]): void => {
    if (isAlias(value)) show(value)
    else walk(value, path, meant)
  }

  // what is no map has no sections: censor.ts goes by the look of the lines
  if (isMap(document.contents)) walk(document.contents, [], [])
  return { shown, hidden, texts, paths }
}

/** A key itself where it is known, else the known one that it is nearly. */
function meaningOf(name: string, known: readonly string[]): string | null {
  return known.includes(name) ? name : findClosest(name, known)
}

function isHarmless(node: unknown, place: string, shape: Shape | null): boolean {
  if (SECRET_PLACES.has(place)) return false
  if (shape === 'value') return true
  if (isAlias(node)) return true
  // a section may be switched off by a word, and a feed written as its mere address
  return isScalar(node) && (typeof node.value === 'boolean' || /^https?:/.test(String(node.value)))
}

/** Whether the key stands for something harmless in another section, into which it was perhaps meant to go. */
function isHarmlessElsewhere(name: string): boolean {
  return listSections().some((section) =>
    [`${section}.${name}`, `${section}.*.${name}`].some(
      (place) => shapeAt(place.split('.')) === 'value' && !SECRET_PLACES.has(place),
    ),
  )
}

type Login = { readonly before: number; readonly password: string; readonly after: number }

/** The password in an address, and how much before and behind it may be shown; null when there is no login in the text. */
function findLogin(typed: string): Login | null {
  const [, before = '', password = '', after = ''] =
    /^((?:["']?[a-z]+:\/\/)?[^\s:@/]*:)(.*)(@[^@]*)$/is.exec(typed) ?? []
  return after === '' ? null : { before: before.length, password, after: after.length }
}

function partsOf(item: unknown): readonly unknown[] {
  return isPair(item) ? [item.key, item.value] : [item]
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (isScalar(value) && value.value === null)
}

function rangesOf(node: unknown): readonly TextRange[] {
  const range = (node as Node | null)?.range // whatever stands in a tree is a node or null
  return range === null || range === undefined ? [] : [{ start: range[0], end: range[1] }]
}
