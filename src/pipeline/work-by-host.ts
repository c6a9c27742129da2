/** Things that are worked on at the same time for one host: as many as two readers of the site would ask for. */
const PER_HOST = 2
/** Hosts at the same time; with many feeds under way, each open page counts. */
const HOSTS_AT_ONCE = 4

/**
 * Does a piece of work for each thing, hosts side by side, so that a slow one does not hold back the others. For one host
 * they are taken in their order. The results stand in the order of the things.
 */
export async function workByHost<T, R>(
  things: readonly T[],
  hostOf: (thing: T) => string,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const byHost = Map.groupBy(things.entries(), ([, thing]) => hostOf(thing))
  await inLanes(HOSTS_AT_ONCE, byHost.values(), async (entries) => {
    await inLanes(PER_HOST, entries.values(), async ([index, thing]) => {
      results[index] = await work(thing)
    })
  })
  return results
}

/** One iterator for all lanes: each takes the next value when it is done with the last. */
async function inLanes<V>(
  count: number,
  values: Iterable<V>,
  work: (value: V) => Promise<void>,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (const value of values) await work(value)
  }
  await Promise.all(Array.from({ length: count }, lane))
}
