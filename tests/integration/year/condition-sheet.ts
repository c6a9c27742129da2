/** A condition as it should be in the database. */
export type ExpectedCondition = {
  /** A feed's id, or a host. */
  readonly subject: string
  readonly kind: string
  readonly since: number
  endedAt: number | null
}

/** What began and has ended, or has not. */
export class ConditionSheet {
  readonly conditions: ExpectedCondition[] = []

  isOpen(subject: string, kind: string): boolean {
    return this.#find(subject, kind) !== undefined
  }

  set(subject: string, kind: string, holds: boolean, at: number): void {
    const open = this.#find(subject, kind)
    if (holds && open === undefined) {
      this.conditions.push({ subject, kind, since: at, endedAt: null })
    } else if (!holds && open !== undefined) {
      open.endedAt = at
    }
  }

  /** When one of these kinds ended last. */
  lastEnd(subject: string, kinds: readonly string[]): number {
    const ends = this.conditions.flatMap((condition) =>
      condition.subject === subject && kinds.includes(condition.kind) && condition.endedAt !== null
        ? [condition.endedAt]
        : [],
    )
    return Math.max(Number.NEGATIVE_INFINITY, ...ends)
  }

  #find(subject: string, kind: string): ExpectedCondition | undefined {
    return this.conditions.findLast(
      (other) => other.subject === subject && other.kind === kind && other.endedAt === null,
    )
  }
}
