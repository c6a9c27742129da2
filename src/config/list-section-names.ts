import { readFile, stat } from 'node:fs/promises'

export const NAMED_SECTIONS = ['feeds', 'rules', 'subscriptions', 'concepts'] as const
export type NamedSection = (typeof NAMED_SECTIONS)[number]

/** A larger file is none that is typed in; a key that is pressed is to be answered at once. */
const MAX_BYTES = 4_000_000

/**
 * The names in a section of a configuration that may be half written: whatever can be read, and never an error amid
 * somebody's typing. Names that a shell could take for more than a name are left out.
 */
export async function listSectionNames(
  file: string,
  section: NamedSection,
): Promise<readonly string[]> {
  try {
    const { size } = await stat(file)
    if (size > MAX_BYTES) return []
    const { parse } = await import('yaml') // the scripts for shells are made without
    const config: unknown = parse(await readFile(file, 'utf8'), { logLevel: 'silent' })
    if (typeof config !== 'object' || config === null) return []
    const entries = (config as Readonly<Record<string, unknown>>)[section] // an object has all keys, if only as undefined
    if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) return []
    return Object.keys(entries).filter((name) => /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]*$/u.test(name))
  } catch {
    return []
  }
}
