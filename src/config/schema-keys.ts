import type { ConfigPath } from './config-problem.ts'
import { configJsonSchema } from './json-schema.ts'

type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly examples?: readonly unknown[]
  readonly description?: string
  readonly anyOf?: readonly JsonSchema[]
}

/** The keys that may stand at a place of config.yaml; [] where none are fixed. */
export function listKnownKeys(path: ConfigPath): readonly string[] {
  const schema = schemaAt(path)
  return schema === undefined ? [] : listKeys(schema)
}

/** What may stand at a place: known keys, names of the administrator's own, or a value (also a list of them). */
export type Shape = 'keys' | 'names' | 'value'

/** The shape at a place; null where nothing may stand. */
export function shapeAt(path: ConfigPath): Shape | null {
  const schema = schemaAt(path)
  if (schema === undefined) return null
  if (listKeys(schema).length > 0) return 'keys'
  const isNamed = alternatives(schema).some((one) => typeof one.additionalProperties === 'object')
  return isNamed ? 'names' : 'value'
}

/** The top-level sections in which a key stands: where a misplaced one may belong. */
export function listSectionsOf(key: string): readonly string[] {
  return Object.entries(rootSchema().properties ?? {})
    .filter(([, section]) => listKeys(section).includes(key))
    .map(([name]) => name)
}

/** How a text at a place is written, for hints; null where the schema shows none without a placeholder. */
export function findExample(path: ConfigPath): string | null {
  const example = schemaAt(path)?.examples?.[0]
  return typeof example === 'string' && !example.includes('${') ? example : null
}

/** What the value at a place is for; null where the schema does not say. */
export function findDescription(path: ConfigPath): string | null {
  return schemaAt(path)?.description ?? null
}

let root: JsonSchema | undefined

/** Made once, and only when something is wrong. */
function rootSchema(): JsonSchema {
  root ??= configJsonSchema() // what zod writes has these members or none
  return root
}

function schemaAt(path: ConfigPath): JsonSchema | undefined {
  let schema: JsonSchema | undefined = rootSchema()
  for (const step of path) schema = schema && stepInto(schema, String(step))
  return schema
}

function listKeys(schema: JsonSchema): readonly string[] {
  return alternatives(schema).flatMap((one) => Object.keys(one.properties ?? {}))
}

function stepInto(schema: JsonSchema, step: string): JsonSchema | undefined {
  for (const one of alternatives(schema)) {
    if (one.properties !== undefined && Object.hasOwn(one.properties, step))
      return one.properties[step]
    if (typeof one.additionalProperties === 'object') return one.additionalProperties
    if (one.items !== undefined && /^\d+$/.test(step)) return one.items
  }
  return undefined
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...(schema.anyOf ?? [])]
}
