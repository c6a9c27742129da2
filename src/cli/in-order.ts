/**
 * Does a piece of work for each thing, `atOnce` of them side by side, and yields what came of it in the order of the things.
 * Work that is begun ahead of one that fails, or of one after which nobody asks for more, ends unseen.
 */
export async function* inOrder<T, R>(
  things: Iterable<T>,
  atOnce: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  const begun: Promise<R>[] = []
  for (const thing of things) {
    const result = work(thing)
    result.catch(() => undefined) // told when its turn comes
    begun.push(result)
    const [first] = begun
    if (first === undefined || begun.length < atOnce) continue
    yield await first
    void begun.shift()
  }
  for (const result of begun) yield await result
}
