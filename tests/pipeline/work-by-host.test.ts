import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { workByHost } from '../../src/pipeline/work-by-host.ts'

/** `a3` is the third thing of host a. */
const thingsOf = (host: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${host}${index}`)
const hostOf = (thing: string): string => thing.charAt(0)

/** Lets so many continuations of others go first. */
async function passTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await null
}

/** Counts how many are under way, over all and for each host, and remembers the most there were. */
class Meter {
  readonly #underWay = new Map<string, number>()
  readonly most = new Map<string, number>()

  async measure(thing: string): Promise<string> {
    this.#add(hostOf(thing), 1)
    this.#add('all', 1)
    await wait(1)
    this.#add(hostOf(thing), -1)
    this.#add('all', -1)
    return thing
  }

  #add(key: string, change: number): void {
    const count = (this.#underWay.get(key) ?? 0) + change
    this.#underWay.set(key, count)
    this.most.set(key, Math.max(count, this.most.get(key) ?? 0))
  }
}

test('everything is done, within the bounds, and the results stand in the order of the things', async () => {
  const meter = new Meter()
  const things = [
    ...thingsOf('a', 20),
    ...thingsOf('b', 1),
    ...thingsOf('c', 9),
    ...thingsOf('d', 9),
  ]

  const results = await workByHost(
    things,
    hostOf,
    { perHost: 2, atOnce: 5 },
    async (thing) => await meter.measure(thing),
  )

  expect(results).toEqual(things)
  expect(Object.fromEntries(meter.most)).toEqual({ a: 2, b: 1, c: 2, d: 2, all: 5 })
})

test('a host that hangs, however much there is to do for it, holds back nobody else', async () => {
  const others = thingsOf('b', 50)
  const done: string[] = []
  const { promise: othersDone, resolve } = Promise.withResolvers<void>()

  await workByHost(
    [...thingsOf('a', 300), ...others],
    hostOf,
    { perHost: 2, atOnce: 4 },
    async (thing) => {
      if (hostOf(thing) === 'a') await othersDone
      else done.push(thing)
      if (done.length === others.length) resolve()
    },
  )

  expect(done).toEqual(others)
})

test('the things of a host are taken in their order', async () => {
  const begun: string[] = []

  await workByHost(
    [...thingsOf('a', 3), ...thingsOf('b', 3)],
    hostOf,
    { perHost: 1, atOnce: 9 },
    async (thing) => {
      begun.push(thing)
      await wait(1)
    },
  )

  expect(begun).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2'])
})

test('nothing to do is done at once', async () => {
  const meter = new Meter()

  const results = await workByHost(
    [],
    hostOf,
    { perHost: 2, atOnce: 4 },
    async (thing: string) => await meter.measure(thing),
  )

  expect(results).toEqual([])
})

test.each([0, 1, 2, 3, 4, 5, 6, 7])(
  'what is left of a host is done although the last of another one ended %i turns before',
  async (turns) => {
    const { promise: bothBegun, resolve } = Promise.withResolvers<void>()
    const begun: string[] = []

    await workByHost(
      [...thingsOf('a', 1), ...thingsOf('b', 2)],
      hostOf,
      { perHost: 1, atOnce: 3 },
      async (thing) => {
        begun.push(thing)
        if (begun.length === 2) setImmediate(resolve)
        await bothBegun
        await passTurns(thing === 'b0' ? turns : 0)
      },
    )

    expect(begun).toEqual(['a0', 'b0', 'b1'])
  },
)

describe('a piece of work that fails', () => {
  test('is told when what is under way has ended, and nothing else is begun', async () => {
    const done: string[] = []

    const working = workByHost(
      [...thingsOf('a', 2), ...thingsOf('b', 9)],
      hostOf,
      { perHost: 1, atOnce: 2 },
      async (thing) => {
        await wait(thing === 'a0' ? 1 : 20)
        if (thing === 'a0') throw new Error('the first of a')
        done.push(thing)
      },
    )

    await expect(working).rejects.toThrow('the first of a')
    expect(done).toEqual(['b0'])
  })
})
