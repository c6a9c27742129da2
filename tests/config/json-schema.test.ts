import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { blank } from '../../src/config/snippet.ts'
import { parseText } from './parse-case.ts'

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

test('what editors are to offer and to check is spelled as they read it', () => {
  const nodes = listNodes(configJsonSchema() as Node)
  const patterns = nodes.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []))

  expect(patterns.length).toBeGreaterThan(3)
  expect(() => patterns.map((pattern) => new RegExp(pattern, 'u'))).not.toThrow()
})

test('every choice lists what may be written, and its default is among that', () => {
  const choices = listNodes(configJsonSchema() as Node).filter((node) =>
    Array.isArray(node['enum']),
  )

  expect(choices.length).toBeGreaterThan(3)
  expect(
    choices.filter(
      (node) => 'default' in node && !(node['enum'] as unknown[]).includes(node['default']),
    ),
  ).toEqual([])
})

test('a configuration that is written with the snippets of an editor is accepted', async () => {
  const { properties } = configJsonSchema() as { properties: Record<string, Node> }
  const sections = Object.entries(properties).map(([section, node]) => [section, bodyOf(node)])
  const written = Object.fromEntries(sections.filter(([, body]) => body !== null)) as object

  const result = await parseText(JSON.stringify(written))

  expect(Object.keys(written)).toEqual(['feeds', 'concepts', 'rules', 'subscriptions'])
  expect(result).toMatchObject({ kind: 'loaded', examples: { passed: 2, failed: 0 } })
})

/** Every object of the schema that may be a schema. */
function listNodes(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return []
  const below = Object.values(value).flatMap(listNodes)
  return Array.isArray(value) ? below : [value as Node, ...below]
}

/** All snippets of a section, with what they propose to fill in; null where there is none. */
function bodyOf({ defaultSnippets = [] }: Node): object | null {
  const snippets = defaultSnippets as readonly { readonly body: object }[]
  if (snippets.length === 0) return null
  const bodies = snippets.map(({ body }, index) =>
    JSON.parse(
      JSON.stringify(body)
        .replace(blank(1, 'name'), `entry-${index}`)
        .replace(blank(2, 'https://'), 'https://ministry.test/')
        .replace(/\$\{\d:((?:[^}])*)\}/g, '$1'),
    ),
  ) as object[]
  return Object.assign({}, ...bodies) as object
}
