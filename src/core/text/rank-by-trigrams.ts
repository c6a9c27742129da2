import { createRequire } from 'node:module'

/** `import()` would make everything wait that asks for a language. */
const require = createRequire(import.meta.url)

let franc: typeof import('franc') | undefined

/**
 * Languages by how like them the groups of three letters of a text are, the best first, each with 1 for the best and less for
 * the others. Most texts are told by their small words, and franc lays out its tables of two hundred languages as it is
 * loaded (40 ms, a tenth of what a command takes); so it is loaded with the first text that needs it.
 */
export function rankByTrigrams(
  text: string,
  candidates: readonly string[],
): readonly (readonly [language: string, likeness: number])[] {
  franc ??= require('franc') as typeof import('franc') // what the package has
  return franc.francAll(text, { only: [...candidates] })
}
