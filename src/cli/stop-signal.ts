import type { CliIo } from './cli-io.ts'

/** npm passes on a Ctrl-C that the terminal has sent already: the same wish, twice within moments. */
const ECHO_MS = 1_000

/**
 * Aborted when the process is asked to end by one of `signals`. Only the first wish is caught: a later signal ends the
 * process at once, as the system does it.
 */
export function stopSignal(io: CliIo, signals: readonly NodeJS.Signals[]): AbortSignal {
  const controller = new AbortController()
  const removers = signals.map((signal) =>
    io.onSignal(signal, () => {
      if (controller.signal.aborted) return
      controller.abort()
      setTimeout(() => {
        for (const remove of removers) remove()
      }, ECHO_MS).unref()
    }),
  )
  return controller.signal
}

/** Resolves when the signal is aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
