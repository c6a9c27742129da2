/**
 * What documents cost that are made to exhaust their reader: each is read by a fresh process, feeds by `inspect --json`, pages
 * by a pool of their own, and none may take over a second or 300 MB. Where a machine is busy, look at the time on the processor:
 * the lesser of the two counts. `--only TEXT` takes those whose name holds the text; exits with 1 if any is over.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { HOSTILE_DOCUMENTS, type HostileDocument } from './hostile/hostile-documents.ts'

const MAX_MS = 1_000
const MAX_MB = 300

type Cost = { readonly ms: number; readonly cpuMs: number; readonly peakMb: number }
type Measured = Cost & { readonly outcome: string }

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const dir = mkdtempSync(path.join(tmpdir(), 'policywatch-hostile-'))
try {
  const honest = HOSTILE_DOCUMENTS.find(({ name }) => name === '__proto__ as element and attribute')
  if (honest !== undefined) await measure(honest) // what is compiled first is kept for the others
  let overCount = 0
  print('document', 'ms', 'cpu ms', 'MB', 'what came of it')
  for (const document of HOSTILE_DOCUMENTS.filter(({ name }) => name.includes(values.only))) {
    const { ms, cpuMs, peakMb, outcome } = await measure(document)
    const isOver = Math.min(ms, cpuMs) > MAX_MS || peakMb > MAX_MB
    if (isOver) overCount += 1
    print(`${isOver ? '! ' : ''}${document.name}`, `${ms}`, `${cpuMs}`, `${peakMb}`, outcome)
  }
  process.stdout.write(`\n${overCount} over ${MAX_MS} ms or ${MAX_MB} MB\n`)
  process.exitCode = overCount === 0 ? 0 : 1
} finally {
  rmSync(dir, { recursive: true })
}

function print(name: string, ms: string, cpuMs: string, mb: string, outcome: string): void {
  const figures = [ms, cpuMs, mb].map((figure) => figure.padStart(7)).join('')
  process.stdout.write(`${name.padEnd(44)}${figures}  ${outcome.slice(0, 110)}\n`)
}

async function measure({ kind, make }: HostileDocument): Promise<Measured> {
  const file = path.join(dir, 'document')
  writeFileSync(file, make())
  const program =
    kind === 'feed' ? ['src/main.ts', 'inspect', '--json'] : ['bench/hostile/read-page.ts']
  const startedMs = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', './bench/hostile/tell-cost.ts', ...program, file],
    {
      cwd: path.resolve(import.meta.dirname, '..'),
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    },
  )
  const [answer, cost] = await Promise.all([
    text(pipeOf(child.stdout)),
    text(pipeOf(child.stdio[3])),
    once(child, 'close'),
  ])
  const ms = Math.round(performance.now() - startedMs)
  return { ms, ...(JSON.parse(cost) as Omit<Cost, 'ms'>), outcome: describe(answer) } // from tell-cost.ts
}

/** A stream that the child writes into, as asked for. */
function pipeOf(stream: unknown): Readable {
  if (stream instanceof Readable) return stream
  throw new Error('the child has no such pipe')
}

/** `inspect --json` prints what it saw, read-page.ts a sentence. */
function describe(answer: string): string {
  const read = JSON.parse(answer) as string | { items: unknown[]; problems: string[] }
  if (typeof read === 'string') return read
  return [`${read.items.length} items`, ...read.problems].join('; ')
}
