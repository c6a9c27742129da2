/**
 * Lets work take as long as `budgetMs` and no longer than `signal`: the signal that `work` gets is aborted at the earlier
 * of the two, and when the work is over, so that nothing of it goes on unseen. What `work` makes of that is its own affair.
 */
export async function withinBudget<T>(
  budgetMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const budget = new AbortController()
  const stop = (): void => budget.abort()
  const timer = setTimeout(stop, budgetMs)
  signal.addEventListener('abort', stop)
  if (signal.aborted || budgetMs <= 0) stop() // a timer of 0 lets the first piece of work begin
  try {
    return await work(budget.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    stop()
  }
}
