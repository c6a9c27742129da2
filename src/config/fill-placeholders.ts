import type { ConfigPath, ConfigProblem } from './config-problem.ts'
import { errorAt } from './config-problem.ts'
import { remedyOfDenial } from './describe-denial.ts'
import { findClosest } from './find-closest.ts'
import type { TextFile } from './read-text-file.ts'

/**
 * Puts environment variables and file contents where config.yaml says `${NAME}` or `${file:/path}`. It works on the
 * values after YAML is read, so nothing in a secret can change the structure. `$${` writes a plain `${`. Between `//`
 * and `@` of an address, where user name and password stand, the value is percent-encoded, so that a password may
 * hold any character.
 */
export type FilledValue = {
  readonly value: unknown
  readonly problems: readonly ConfigProblem[]
  /** Everything that was put in, in the order of the file, as it was and as it was encoded. */
  readonly secrets: readonly string[]
  /** Paths as they were asked for. */
  readonly files: readonly string[]
}

export type PlaceholderSource = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly readText: (path: string) => Promise<TextFile>
}

export async function fillPlaceholders(
  value: unknown,
  source: PlaceholderSource,
): Promise<FilledValue> {
  const problems: ConfigProblem[] = []
  const secrets: string[] = []
  const files: string[] = []

  async function fill(node: unknown, path: ConfigPath): Promise<unknown> {
    if (!hasPlaceholder(node)) return node
    if (typeof node === 'string') return await fillText(node, path)
    if (Array.isArray(node)) {
      const items: unknown[] = []
      for (const [index, item] of node.entries()) items.push(await fill(item, [...path, index]))
      return items
    }
    if (typeof node !== 'object' || node === null) return node
    const entries: [string, unknown][] = []
    for (const [key, item] of Object.entries(node)) {
      entries.push([key, await fill(item, [...path, key])])
    }
    return Object.fromEntries(entries)
  }

  async function fillText(text: string, path: ConfigPath): Promise<string> {
    const parts = splitText(text)
    const filled: string[] = []
    for (const [index, part] of parts.entries()) {
      if (part.kind === 'literal') {
        filled.push(part.text)
        continue
      }
      const found = part.isClosed ? await lookUp(part.reference, source) : UNCLOSED
      if (found.kind === 'file-read' || found.kind === 'file-problem') files.push(found.path)
      if (found.kind === 'problem' || found.kind === 'file-problem') {
        problems.push(errorAt(path, found.code, found.message, found.hint))
        continue
      }
      const isLogin = standsInLogin(parts, index)
      const shown = isLogin ? encodeURIComponent(found.text) : found.text
      secrets.push(found.text, ...(shown === found.text ? [] : [shown]))
      filled.push(shown)
    }
    return filled.join('')
  }

  return { value: await fill(value, []), problems, secrets, files }
}

/** A configuration of a thousand feeds has ten thousand values, and to wait for each takes 10 ms; few have a placeholder. */

function hasPlaceholder(node: unknown): boolean {
  if (typeof node === 'string') return node.includes('${')
  return typeof node === 'object' && node !== null && Object.values(node).some(hasPlaceholder)
}

type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'reference'; readonly reference: string; readonly isClosed: boolean }

function splitText(text: string): readonly Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(/\$\$\{|\$\{([^}]*)(\}?)/g)) {
    parts.push({ kind: 'literal', text: text.slice(end, match.index) })
    const [, reference, closing] = match
    parts.push(
      reference === undefined
        ? { kind: 'literal', text: `\${` }
        : { kind: 'reference', reference, isClosed: closing !== '' },
    )
    end = match.index + match[0].length
  }
  return [...parts, { kind: 'literal', text: text.slice(end) }]
}

/** Whether the part at `index` stands where an address holds user name and password. */
function standsInLogin(parts: readonly Part[], index: number): boolean {
  const shape = (some: readonly Part[]): string =>
    some.map((part) => (part.kind === 'literal' ? part.text : 'x')).join('')
  return (
    /^\s*[a-z][a-z0-9+.-]*:\/\/[^/?#]*$/i.test(shape(parts.slice(0, index))) &&
    /^[^/?#]*@/.test(shape(parts.slice(index + 1)))
  )
}

type Found =
  | { readonly kind: 'variable'; readonly text: string }
  | { readonly kind: 'file-read'; readonly text: string; readonly path: string }
  | ({ readonly kind: 'problem' } & Complaint)
  | ({ readonly kind: 'file-problem'; readonly path: string } & Complaint)

type Complaint = { readonly code: string; readonly message: string; readonly hint: string }

const UNCLOSED: Found = {
  kind: 'problem',
  code: 'bad-placeholder',
  message: `a \${ is not closed`,
  hint: `write \${NAME} or \${file:/path}; write $\${ for a plain \${`,
}

async function lookUp(reference: string, source: PlaceholderSource): Promise<Found> {
  if (reference.startsWith('file:')) return await lookUpFile(reference.slice(5).trim(), source)
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(reference)) {
    const message = `\${${reference}} is neither \${NAME} nor \${file:/path}`
    const hint = 'names are made of letters, digits and _; write $${ for a plain ${'
    return { kind: 'problem', code: 'bad-placeholder', message, hint }
  }
  const text = Object.hasOwn(source.env, reference) ? source.env[reference] : undefined
  if (text !== undefined && text !== '') return { kind: 'variable', text }
  const closest = findClosest(reference, Object.keys(source.env))
  const isEmpty = text === ''
  return {
    kind: 'problem',
    code: 'missing-variable',
    message: `the environment variable ${reference} is ${isEmpty ? 'empty' : 'not set'}`,
    hint:
      closest === null || isEmpty
        ? `set it: export ${reference}=…`
        : `did you mean "${closest}"? Else set it: export ${reference}=…`,
  }
}

async function lookUpFile(path: string, source: PlaceholderSource): Promise<Found> {
  const code = 'missing-file'
  const hint = `write \${file:/run/secrets/name}; a relative path is seen from the configuration`
  if (path === '') {
    return { kind: 'problem', code, message: `\${file:} names no file`, hint }
  }
  const file = await source.readText(path)
  if (file.kind === 'unreadable') {
    const remedy = remedyOf(file.code, path) ?? hint
    return { kind: 'file-problem', path, code, message: `${path} ${file.message}`, hint: remedy }
  }
  const text = file.text.replace(/\r?\n$/, '')
  if (text !== '') return { kind: 'file-read', text, path }
  return {
    kind: 'file-problem',
    path,
    code,
    message: `${path} is empty`,
    hint: 'write the secret into it',
  }
}

/** What to do about a secret that is there and cannot be read; null where the path is the matter. */
function remedyOf(code: string, path: string): string | null {
  if (code === 'EACCES') return remedyOfDenial(path)
  if (code === 'EISDIR') {
    return 'name the file in it; container engines make an empty folder where the file to be mounted is missing'
  }
  return null
}
