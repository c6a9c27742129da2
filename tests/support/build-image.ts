import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Need, needEngine } from './needs.ts'

/**
 * Builds the image once for all container tests, and prints their figures when they are done, a line each: `figure: NAME VALUE`.
 * The base image may be named in POLICYWATCH_NODE_IMAGE.
 */
declare module 'vitest' {
  interface ProvidedContext {
    readonly engine: Need
    readonly image: string
    readonly figures: string
  }
}

const ROOT = path.resolve(import.meta.dirname, '../..')

export function setup({ provide }: TestProject): void {
  const engine = needEngine()
  const image = `policywatch-test:${process.pid}`
  const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-figures-'))
  const figures = path.join(dir, 'figures.txt')
  writeFileSync(figures, '')
  provide('engine', engine)
  provide('image', image)
  provide('figures', figures)
  removeAll = (): void => {
    const lines = readFileSync(figures, 'utf8').trim().split('\n').sort()
    process.stdout.write(`${lines.join('\n')}\n`)
    rmSync(dir, { recursive: true })
    if (engine.kind === 'met') spawnSync(engine.path, ['image', 'rm', '--force', image])
  }
  if (engine.kind === 'missing') return
  const base = process.env['POLICYWATCH_NODE_IMAGE']
  const baseArgs = base === undefined ? [] : [`--build-arg=NODE_IMAGE=${base}`]
  const argv = ['build', '--network=host', ...baseArgs, `--tag=${image}`, ROOT]
  const built = spawnSync(engine.path, argv, { encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the image could not be built:\n${built.stderr}`)
}

export function teardown(): void {
  removeAll()
}

let removeAll = (): void => {}
