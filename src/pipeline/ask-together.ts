import { setImmediate } from 'node:timers/promises'

/**
 * Answers single questions by asking about many at once: those that come in the same turn of the event loop are one
 * question to `find`. An answer is as of then, never older; what is not found is null.
 */
export function askTogether<K, V>(
  find: (keys: readonly K[]) => Promise<ReadonlyMap<K, V>>,
): (key: K) => Promise<V | null> {
  let asked: Promise<ReadonlyMap<K, V>> | null = null
  let keys = new Set<K>()
  const findAll = async (): Promise<ReadonlyMap<K, V>> => {
    await setImmediate()
    const wanted = keys
    keys = new Set()
    asked = null
    return await find([...wanted])
  }
  return async (key) => {
    keys.add(key)
    asked ??= findAll()
    return (await asked).get(key) ?? null
  }
}
