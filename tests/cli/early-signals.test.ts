import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { catchEarlySignals } from '../../src/cli/early-signals.ts'

/** A process called with these words. */
function processOf(...words: readonly string[]): NodeJS.Process {
  const argv = ['node', 'policywatch', ...words]
  return Object.assign(new EventEmitter(), { argv }) as unknown as NodeJS.Process
}

it.each([
  [['run']],
  [['run', '--config', 'other.yaml']],
  [['--config', 'other.yaml', 'run']],
  [['--config=other.yaml', 'run']],
])('hands a signal over that comes before anybody listens: %j', (words) => {
  const process = processOf(...words)
  const early = catchEarlySignals(process)
  const heard: string[] = []

  process.emit('SIGTERM', 'SIGTERM')
  early.handOver('SIGINT', () => void heard.push('SIGINT'))
  early.handOver('SIGTERM', () => void heard.push('SIGTERM'))

  expect(heard).toEqual(['SIGTERM'])
})

it('leaves a signal alone once it is handed over', () => {
  const process = processOf('run')
  const early = catchEarlySignals(process)

  early.handOver('SIGHUP', () => {})

  expect(process.listenerCount('SIGHUP')).toBe(0)
  expect(process.listenerCount('SIGTERM')).toBe(1)
})

it.each([[['poll', 'run']], [['match', 'run']], [['runs']], [[]]])(
  'leaves commands that end by themselves to the system: %j',
  (words) => {
    const process = processOf(...words)

    catchEarlySignals(process)

    expect(process.listenerCount('SIGINT')).toBe(0)
  },
)
