type Told = { readonly tellAll: () => void; readonly all: Set<() => void> }

/** Who is to be told of a signal. Each listener of an EventTarget is compared with all that are there, and hundreds of visits share a signal. */
const listeners = new WeakMap<AbortSignal, Told>()

/** Calls `tell` once when the signal is aborted, at once where it is already. What is returned takes that back. */
export function onAbort(signal: AbortSignal, tell: () => void): () => void {
  if (signal.aborted) {
    tell()
    return () => undefined
  }
  const { all } = listeners.get(signal) ?? listen(signal)
  all.add(tell)
  return () => {
    if (all.delete(tell) && all.size === 0) forget(signal)
  }
}

function listen(signal: AbortSignal): Told {
  const all = new Set<() => void>()
  const tellAll = (): void => {
    for (const tell of all) tell()
    all.clear()
  }
  const told = { tellAll, all }
  signal.addEventListener('abort', tellAll, { once: true })
  listeners.set(signal, told)
  return told
}

/** One that is made of others lives as long as somebody listens to it. */
function forget(signal: AbortSignal): void {
  const told = listeners.get(signal)
  if (told !== undefined) signal.removeEventListener('abort', told.tellAll)
  listeners.delete(signal)
}
