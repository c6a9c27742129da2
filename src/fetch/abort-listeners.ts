/** Who is to be told of a signal. Each listener of an EventTarget is compared with all that are there, and hundreds of visits share a signal. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>()

/** Calls `tell` once when the signal is aborted, at once where it is already. What is returned takes that back. */
export function onAbort(signal: AbortSignal, tell: () => void): () => void {
  if (signal.aborted) {
    tell()
    return () => undefined
  }
  let told = listeners.get(signal)
  if (told === undefined) {
    const all = new Set<() => void>()
    signal.addEventListener('abort', () => tellAll(all), { once: true })
    listeners.set(signal, all)
    told = all
  }
  const all = told
  all.add(tell)
  return () => all.delete(tell)
}

function tellAll(all: Set<() => void>): void {
  for (const tell of all) tell()
  all.clear()
}
