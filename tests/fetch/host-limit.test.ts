import { expect, test } from 'vitest'
import { HostLimit, type HostPlace } from '../../src/fetch/host-limit.ts'

const never = new AbortController().signal

/** Asks for a place and notes in `order` when it is had. */
async function ask(limit: HostLimit, name: string, order: string[]): Promise<HostPlace | null> {
  const place = await limit.acquire('a:443', never)
  order.push(name)
  return place
}

test('places are had in the order in which they were asked for', async () => {
  const limit = new HostLimit(1)
  const order: string[] = []
  const first = await ask(limit, 'first', order)
  const second = ask(limit, 'second', order)
  const third = ask(limit, 'third', order)

  first?.release()
  const placeOfSecond = await second
  placeOfSecond?.release()
  await third

  expect(order).toEqual(['first', 'second', 'third'])
})

test('a place that is not free is not given', async () => {
  const limit = new HostLimit(2)
  const order: string[] = []
  await ask(limit, 'first', order)
  await ask(limit, 'second', order)

  ask(limit, 'third', order).catch(() => undefined)
  await new Promise(setImmediate)

  expect(order).toEqual(['first', 'second'])
})

test('hosts do not wait for one another', async () => {
  const limit = new HostLimit(1)
  await limit.acquire('a:443', never)

  const place = await limit.acquire('a:80', never)

  expect(place?.host).toBe('a:80')
})

test('a place given back twice counts once', async () => {
  const limit = new HostLimit(1)
  const order: string[] = []
  const first = await ask(limit, 'first', order)
  const second = ask(limit, 'second', order)

  first?.release()
  first?.release()
  await second
  ask(limit, 'third', order).catch(() => undefined)
  await new Promise(setImmediate)

  expect(order).toEqual(['first', 'second'])
})

test('who gives up while waiting gets nothing and is skipped', async () => {
  const limit = new HostLimit(1)
  const order: string[] = []
  const stop = new AbortController()
  const first = await ask(limit, 'first', order)
  const givingUp = limit.acquire('a:443', stop.signal)
  const third = ask(limit, 'third', order)

  stop.abort()
  first?.release()
  await third

  expect(await givingUp).toBeNull()
  expect(order).toEqual(['first', 'third'])
})

test('who has given up beforehand takes no place', async () => {
  const limit = new HostLimit(1)

  const place = await limit.acquire('a:443', AbortSignal.abort())

  expect(place).toBeNull()
  expect(await limit.acquire('a:443', never)).not.toBeNull()
})

test('more places are had at once by those who wait', async () => {
  const limit = new HostLimit(1)
  const order: string[] = []
  await ask(limit, 'first', order)
  ask(limit, 'second', order).catch(() => undefined)
  ask(limit, 'third', order).catch(() => undefined)

  limit.perHost = 2
  await new Promise(setImmediate)

  expect(order).toEqual(['first', 'second'])
})

test('of fewer places those in hand are given back first, and then all who wait have their turn', async () => {
  const limit = new HostLimit(2)
  const order: string[] = []
  const [first, second] = [await ask(limit, 'first', order), await ask(limit, 'second', order)]
  const third = ask(limit, 'third', order)
  const fourth = ask(limit, 'fourth', order)

  limit.perHost = 1
  first?.release()
  await new Promise(setImmediate)
  const whileSecondIsHeld = [...order]
  second?.release()
  ;(await third)?.release()
  await fourth

  expect(whileSecondIsHeld).toEqual(['first', 'second'])
  expect(order).toEqual(['first', 'second', 'third', 'fourth'])
})

test('nobody gets a place once the limit is closed', async () => {
  const limit = new HostLimit(1)
  const first = await limit.acquire('a:443', never)
  const waiting = limit.acquire('a:443', never)

  limit.close()
  const late = limit.acquire('b:443', never)
  first?.release()

  expect(await Promise.all([waiting, late])).toEqual([null, null])
})
