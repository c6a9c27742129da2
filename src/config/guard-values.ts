import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import type { ConfigPath } from './config-problem.ts'
import { findClosest } from './find-closest.ts'
import { findLogin, mayLackAt } from './find-login.ts'
import { listKnownKeys, type Shape, shapeAt } from './schema-keys.ts'
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
  'heartbeat',
])

/** Texts for people in guarded sections: `title: Ministry: news` is a group of keys to YAML. */
const FREE_TEXTS: ReadonlySet<string> = new Set(['feeds.*.title'])

/** Whether a section's name is that of one in which nothing is secret, or nearly so. */
export function isOpenSection(name: string): boolean {
  return OPEN_SECTIONS.has(meaningOf(name, listKnownKeys([])) ?? name)
}

/** Whether a name is that of a section, or nearly so. */
export function isSection(name: string): boolean {
  return meaningOf(name, listKnownKeys([])) !== null
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
      for (const item of node.items) hideItem(item)
    }
    if (isScalar(node)) texts.push(String(node.value))
    const { tag } = node as { readonly tag?: unknown } // every node may have one
    if (typeof tag === 'string') texts.push(tag.replace(/^!+/, ''))
  }

  const hideItem = (item: unknown): void => {
    if (!isPair(item)) hide(item)
    else if (isEmpty(item.value)) hide(item.key)
    else {
      hidden.push(...rangesOf(item.key)) // a name, which messages may repeat
      hide(item.value)
    }
  }

  const show = (node: unknown): void => {
    for (const { start, end } of rangesOf(node)) {
      // a line that lacks its colon goes on with the value before it
      const [typed = '', ...more] = text.slice(start, end).split('\n')
      texts.push(...more.map((line) => line.trim()))
      const range = { start, end: start + typed.length }
      const logins = typed.matchAll(/\/\/[^\s:/@]*:([^\s"']+)@/g)
      for (const [, password = ''] of logins) texts.push(`:${password}@`, password)
      const login = findLogin(typed)
      if (login !== null) {
        shown.push({ start: range.start, end: range.start + login.before })
        shown.push({ start: range.end - login.after, end: range.end })
        texts.push(`:${login.password}@`, login.password)
      } else if (!mayLackAt(typed)) shown.push(range)
    }
  }

  /** A harmless value, or a list of them. Groups of keys are shown where a text with a colon was meant. */
  const showValue = (node: unknown, path: ConfigPath, place: string): void => {
    if (!isCollection(node)) show(node)
    else if (isSeq(node)) for (const item of node.items) showValue(item, path, place)
    else if (FREE_TEXTS.has(place) && !isSeveralLines(node)) shown.push(...rangesOf(node))
    else hideAt(path, node)
  }

  const isSeveralLines = (node: unknown): boolean =>
    rangesOf(node).some(({ start, end }) => text.slice(start, end).trimEnd().includes('\n'))

  const isBelow = (key: unknown, value: unknown): boolean =>
    rangesOf(key).some(({ end }) =>
      rangesOf(value).some(({ start }) => text.slice(end, start).includes('\n')),
    )

  const hideAt = (path: ConfigPath, ...nodes: readonly unknown[]): void => {
    paths.push(path)
    for (const node of nodes) hide(node)
  }

  /** `meant` is the path in words of the schema: typing mistakes mended, names of entries as *. */
  const walk = (node: unknown, path: ConfigPath, meant: readonly string[]): void => {
    const place = meant.join('.')
    const shape = shapeAt(meant)
    if (isHarmless(node, place, shape)) showValue(node, path, place)
    else if (isMap(node) && (shape === 'keys' || shape === 'names')) {
      for (const { key, value } of node.items) walkPair(key, value, path, meant, shape)
    } else hideAt(path, node)
  }

  /** What stands without a value, and is no name that is expected there, may be the value itself. */
  const mayBeValue = (
    path: ConfigPath,
    name: string,
    step: string | null,
    value: unknown,
  ): boolean =>
    isEmpty(value) && (step === null || path.at(-1) === 'headers' || !/^[\w-]+$/.test(name))

  const walkPair = (
    key: unknown,
    value: unknown,
    path: ConfigPath,
    meant: readonly string[],
    shape: Shape,
  ): void => {
    const name = keyText(key)
    const step = shape === 'names' ? '*' : meaningOf(name ?? '', listKnownKeys(meant))
    // goes by the look of its lines
    if (path.length === 0 && (name === null || (step === null && isEmpty(value)))) return
    if (name === null || mayBeValue(path, name, step, value)) {
      hideAt(path, key, value)
      return
    }
    if (/\s/.test(name) && (shape === 'keys' || path.at(-1) === 'headers')) {
      showFirstLine(key, name, meant)
      hideAt(path, value)
      return
    }
    if (path.length === 0 && isOpenSection(name)) {
      // of more than a line the look of the lines is surer than the tree, which may have swallowed other sections
      if (!isSeveralLines(value)) for (const node of [key, value]) shown.push(...rangesOf(node))
      return
    }
    shown.push(...rangesOf(key))
    if (isScalar(value) && isBelow(key, value)) hideAt([...path, name], value)
    else if (name === '<<') walkMerged(value, path, meant)
    else if (step !== null) walk(value, [...path, name], [...meant, step])
    else if (isHarmlessElsewhere(name)) showValue(value, [...path, name], '')
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
  return listKnownKeys([]).some((section) =>
    [[section], [section, '*']].some((place) => {
      const isKnown = listKnownKeys(place).includes(name)
      const whole = [...place, name]
      return isKnown && shapeAt(whole) === 'value' && !SECRET_PLACES.has(whole.join('.'))
    }),
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (isScalar(value) && value.value === null)
}

function rangesOf(node: unknown): readonly TextRange[] {
  const range = (node as Node | null)?.range // whatever stands in a tree is a node or null
  return range === null || range === undefined ? [] : [{ start: range[0], end: range[1] }]
}
