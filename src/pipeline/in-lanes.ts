/**
 * Runs the same loop several times side by side. Resolves when each has come to its end; rejects then, and not before,
 * with what went wrong first, so that nothing goes on behind the back of whoever waits.
 */
export async function inLanes(count: number, lane: () => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  const keepFailure = (error: unknown): void => void failures.push(error)
  await Promise.all(Array.from({ length: count }, () => lane().catch(keepFailure)))
  if (failures.length > 0) throw failures[0]
}
