import { inLanes } from './in-lanes.ts'

/** How much is done at the same time. */
export type HostBounds = { readonly perHost: number; readonly atOnce: number }

/**
 * Does a piece of work for each thing, hosts side by side. For one host they are taken in their order; hosts take turns, so
 * that one that is slow, however much there is to do for it, takes `perHost` places and holds back nobody else. The
 * results stand in the order of the things. Rejects if a piece of work did, when what is under way has ended; nothing else is
 * begun then.
 */
export async function workByHost<T, R>(
  things: readonly T[],
  hostOf: (thing: T) => string,
  bounds: HostBounds,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const byHost = Map.groupBy(things.entries(), ([, thing]) => hostOf(thing))
  const queues = [...byHost.values()].map((entries) => entries.values())
  // a host's queue stands here once for each of its places that is free; whoever takes one puts it back at the end
  const turns = Array.from({ length: bounds.perHost }, () => queues).flat()
  let takenCount = 0
  let hasFailed = false
  const takeTurn = (): (typeof turns)[number] | undefined => {
    if (hasFailed || takenCount === turns.length) return undefined
    takenCount += 1
    return turns[takenCount - 1]
  }
  // a lane may end while others work: a turn that comes back is taken by the lane that brings it
  await inLanes(Math.min(bounds.atOnce, things.length), async () => {
    for (let turn = takeTurn(); turn !== undefined; turn = takeTurn()) {
      const next = turn.next()
      if (next.done === true) continue
      const [index, thing] = next.value
      results[index] = await work(thing).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
      turns.push(turn)
    }
  })
  return results
}
