import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SmtpConnections } from '../../src/mail/smtp-connections.ts'

/** Transports that do nothing but know their number and whether they were closed. */
type Line = { readonly number: number; isClosed: boolean; readonly close: () => void }

type World = { readonly connections: SmtpConnections<Line>; readonly opened: readonly Line[] }

const LIMITS = { slowMs: 1_000, waitMs: 10_000, growMs: 2_000, most: 5 }

function openConnections(): World {
  const opened: Line[] = []
  const open = (): Line => {
    const line: Line = {
      number: opened.length + 1,
      isClosed: false,
      close: () => {
        line.isClosed = true
      },
    }
    opened.push(line)
    return line
  }
  return { connections: new SmtpConnections(open, LIMITS), opened }
}

type Lent = NonNullable<Awaited<ReturnType<SmtpConnections<Line>['take']>>>

/** So many connections at once, all of which are free. */
async function takeAll(connections: SmtpConnections<Line>, count: number): Promise<Lent[]> {
  const lent = Array.from({ length: count }, async () => await connections.take(null))
  return (await Promise.all(lent)).filter((each) => each !== null)
}

/** What has come of a wait so far: the number of the connection, null, or that it still waits. */
async function stateOf(taking: Promise<Lent | null>): Promise<number | null | 'waiting'> {
  let state: number | null | 'waiting' = 'waiting'
  void taking.then((lent) => {
    state = lent?.transport.number ?? null
  })
  await vi.advanceTimersByTimeAsync(0)
  return state
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('connections', () => {
  test('are three while the server is quick, and the next message waits for one of them', async () => {
    const { connections, opened } = openConnections()
    const [first] = await takeAll(connections, 3)

    const fourth = connections.take(null)
    const before = await stateOf(fourth)
    first!.keep()

    expect(before).toBe('waiting')
    expect(await stateOf(fourth)).toBe(1)
    expect(opened).toHaveLength(3)
  })

  test('are kept for the next message, and opened anew when they were dropped', async () => {
    const { connections, opened } = openConnections()
    const [first] = await takeAll(connections, 1)
    first!.keep()
    const [second] = await takeAll(connections, 1)
    second!.drop()

    const [third] = await takeAll(connections, 1)

    expect(second!.transport.number).toBe(1)
    expect(third!.transport.number).toBe(2)
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false])
  })

  test('that the server takes long over are stood in for, up to a limit', async () => {
    const { connections, opened } = openConnections()
    await takeAll(connections, 3)
    const fourth = connections.take(null)

    vi.advanceTimersByTime(LIMITS.slowMs)
    const afterWait = await stateOf(fourth)
    await takeAll(connections, 1)
    vi.advanceTimersByTime(LIMITS.slowMs)
    const sixth = connections.take(null)

    expect(afterWait).toBe(4)
    expect(await stateOf(sixth)).toBe('waiting')
    expect(opened).toHaveLength(5)
  })

  test('are lent in the order in which they were asked for', async () => {
    const { connections } = openConnections()
    const [first, second] = await takeAll(connections, 3)
    const waiting = [connections.take(null), connections.take(null)]

    second!.keep()
    first!.keep()

    expect(await Promise.all(waiting.map(stateOf))).toEqual([2, 1])
  })
})

describe('when the server turns a connection away', () => {
  test('those that it took are all that is tried', async () => {
    const { connections, opened } = openConnections()
    const [first, second, third] = await takeAll(connections, 3)

    const answers = [second!.turnAway(), third!.turnAway()]
    const next = connections.take(null)
    const before = await stateOf(next)
    first!.keep()

    expect(answers).toEqual([true, true])
    expect(before).toBe('waiting')
    expect(await stateOf(next)).toBe(1)
    expect(opened).toHaveLength(3)
  })

  test('and it was the only one, there is none to wait for', async () => {
    const { connections, opened } = openConnections()
    const [first] = await takeAll(connections, 1)

    const hasOthers = first!.turnAway()

    expect(hasOthers).toBe(false)
    expect(opened[0]!.isClosed).toBe(true)
  })

  test('one more is tried after a while, and another one after the next', async () => {
    const { connections } = openConnections()
    const [, second, third] = await takeAll(connections, 3)
    second!.turnAway()
    third!.turnAway()
    const [next, afterNext] = [connections.take(null), connections.take(null)]

    vi.advanceTimersByTime(LIMITS.growMs)
    const afterOne = [await stateOf(next), await stateOf(afterNext)]
    vi.advanceTimersByTime(LIMITS.growMs)

    expect(afterOne).toEqual([4, 'waiting'])
    expect(await stateOf(afterNext)).toBe(5)
  })
})

describe('a wait for a connection', () => {
  const stop = (_: World, controller: AbortController): void => controller.abort()
  const close = ({ connections }: World): void => connections.close()
  const lapse = (): void => void vi.advanceTimersByTime(LIMITS.waitMs)

  test.each([
    ['the attempt is stopped', stop],
    ['all is closed', close],
    ['the patience ends', lapse],
  ] as const)('ends without one when %s', async (_, end) => {
    const world = openConnections()
    await takeAll(world.connections, 3)
    vi.advanceTimersByTime(LIMITS.slowMs)
    await takeAll(world.connections, 2)
    const controller = new AbortController()
    const waiting = world.connections.take(controller.signal)

    end(world, controller)

    expect(await stateOf(waiting)).toBe(null)
  })
})
