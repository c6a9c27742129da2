import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type RequestInHand, RequestsInHand } from '../../src/fetch/requests-in-hand.ts'

type Noting = RequestInHand & { readonly passed: number[]; readonly aborted: string[] }

function openNoting(): Noting {
  const [passed, aborted]: [number[], string[]] = [[], []]
  return {
    passed,
    aborted,
    look: (_nowMs, attendedMs) => void passed.push(attendedMs),
    abort: () => void aborted.push('aborted'),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

test('what is in hand is told of the time that passes, until it is in hand no longer', async () => {
  const requests = new RequestsInHand()
  const [one, other] = [openNoting(), openNoting()]
  requests.add(one)
  requests.add(other)
  onTestFinished(() => requests.remove(other))
  await expect.poll(() => sum(one.passed)).toBeGreaterThan(150)

  requests.remove(one)
  const [before, others] = [one.passed.length, other.passed.length]
  await expect.poll(() => other.passed.length).toBeGreaterThan(others + 2)

  expect(one.passed).toHaveLength(before)
})

test('no time counts in which this thread was busy and heard nothing', async () => {
  const requests = new RequestsInHand()
  const noting = openNoting()
  requests.add(noting)
  onTestFinished(() => requests.remove(noting))

  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000)
  await sleep(0)
  const first = noting.passed[0]

  expect(first).toBe(100)
})

test('all that is in hand is aborted together', () => {
  const requests = new RequestsInHand()
  const [one, gone] = [openNoting(), openNoting()]
  requests.add(one)
  requests.add(gone)
  requests.remove(gone)
  onTestFinished(() => requests.remove(one))

  requests.abortAll()

  expect([one.aborted, gone.aborted]).toEqual([['aborted'], []])
})
