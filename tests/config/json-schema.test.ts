import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configJsonSchema } from '../../src/config/json-schema.ts'

type Node = { readonly [key: string]: unknown }

/** Every property of the schema with its path, for example `feeds.*.url`. */
function listProperties(schema: Node, place = ''): readonly (readonly [string, Node])[] {
  const branches = (schema['anyOf'] ?? []) as readonly Node[]
  const own = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Node>>)
  const entry = schema['additionalProperties']
  return [
    ...own.flatMap(([key, property]) => [
      [`${place}${key}`, property] as const,
      ...listProperties(property, `${place}${key}.`),
    ]),
    ...branches.flatMap((branch) => listProperties(branch, place)),
    ...(typeof entry === 'object' ? listProperties(entry as Node, `${place}*.`) : []),
  ]
}

test('the committed config.schema.json is what npm run schema prints', () => {
  const committed = readFileSync(
    path.resolve(import.meta.dirname, '../../config.schema.json'),
    'utf8',
  )

  expect(committed).toBe(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
})

test('every key has a description for editors', () => {
  const properties = listProperties(configJsonSchema() as Node)

  expect(properties.length).toBeGreaterThan(50)
  expect(properties.filter(([, node]) => typeof node['description'] !== 'string')).toEqual([])
})

test('every level refuses unknown keys', () => {
  const properties = listProperties(configJsonSchema() as Node)
  const groups = properties.filter(([, node]) => node['properties'] !== undefined)

  expect(groups.length).toBeGreaterThan(3)
  expect(groups.filter(([, node]) => node['additionalProperties'] !== false)).toEqual([])
})

test('knows the key that every feed and every rule needs', () => {
  const { feeds, rules } = (configJsonSchema() as { properties: Record<string, Node> }).properties

  expect(feeds).toMatchObject({ additionalProperties: { required: ['url'] } })
  expect(rules).toMatchObject({ additionalProperties: { required: ['match'] } })
})
