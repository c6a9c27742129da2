/** Work that is done once: whoever asks while it is in hand waits for it, and what failed is begun anew by the next who asks. */
export function onceItWorks(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return async (): Promise<void> => {
    done ??= work().catch((error: unknown) => {
      done = null
      throw error
    })
    await done
  }
}
