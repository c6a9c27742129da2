import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Reads what the architecture test judges: files and who imports whom. Imports are found by their shape, not by a
 * compiler: an import, a re-export, `import()`, and a worker's `new URL('./x.ts', import.meta.url)`.
 */
export type SourceFile = {
  /** Path from the root of the project, with `/`. */
  readonly file: string
  readonly source: string
}

/** `to` is a file of the project, or the name of a package with a `node:` prefix for Node's own. */
export type Edge = { readonly from: string; readonly to: string }

const ROOT = path.resolve(import.meta.dirname, '../..')

export function readSourceFiles(pattern: string): readonly SourceFile[] {
  return globSync(pattern, { cwd: ROOT })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .map((file) => ({ file, source: readFileSync(path.join(ROOT, file), 'utf8') }))
}

const IMPORTS = [
  /^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"](\.[^'"]+\.ts)['"],\s*import\.meta\.url/g,
]

export function findEdges({ file, source }: SourceFile): readonly Edge[] {
  return IMPORTS.flatMap((shape) => [...source.matchAll(shape)])
    .map((found) => found[1] ?? '')
    .map((name) => ({ from: file, to: resolveName(file, name) }))
}

function resolveName(file: string, name: string): string {
  if (name.startsWith('.')) return path.posix.join(path.posix.dirname(file), name)
  if (name.startsWith('node:')) return name
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The source without comments and without what stands between quotes, so that only code is searched for words. */
export function codeOf(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g,
    (piece) => (piece.startsWith('/') ? '' : "''"),
  )
}
