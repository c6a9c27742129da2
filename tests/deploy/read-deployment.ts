import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

/** What deploy/ holds, as values that a table can name by path. */
export const DEPLOY = path.resolve(import.meta.dirname, '../../deploy')

export type Deployment = Readonly<Record<string, unknown>>

/** The services of compose.yaml, with what they share put in. */
export function readCompose(): Deployment {
  const text = readFileSync(path.join(DEPLOY, 'compose.yaml'), 'utf8')
  return parse(text, { merge: true }) as Deployment // our own file
}

/** The Kubernetes objects by kind. */
export function readKubernetes(): Deployment {
  const text = readFileSync(path.join(DEPLOY, 'kubernetes/policywatch.yaml'), 'utf8')
  const documents = parseAllDocuments(text)
  const errors = documents.flatMap((document) => document.errors)
  if (errors[0] !== undefined) throw errors[0]
  const objects = documents.map((document) => document.toJS() as { kind: string }) // our own file
  return Object.fromEntries(objects.map((object) => [object.kind, object]))
}

/** The settings of the systemd unit: section, name, and the values in their order. */
export function readUnit(): Readonly<Record<string, readonly string[]>> {
  const settings: Record<string, string[]> = {}
  let section = ''
  for (const line of readFileSync(path.join(DEPLOY, 'systemd/policywatch.service'), 'utf8').split(
    '\n',
  )) {
    section = /^\[(\w+)\]$/.exec(line)?.[1] ?? section
    const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (name !== '')
      settings[`${section}.${name}`] = [...(settings[`${section}.${name}`] ?? []), value]
  }
  return settings
}

/** What stands at a path of keys, `spec.containers.0.name`. */
export function at(value: unknown, keys: string): unknown {
  return keys
    .split('.')
    .reduce<unknown>((node, key) => (node as Deployment | undefined)?.[key], value) // undefined where nothing is
}
