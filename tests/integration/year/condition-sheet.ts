import { DAY_MS } from '../../../src/core/time.ts'

/** A condition as it should be in the database. */
export type ExpectedCondition = {
  /** A feed's id, or a host. */
  readonly subject: string
  readonly kind: string
  /** Which of its kind: a move to another address is another one. */
  readonly detail: string
  readonly since: number
  /** When it was seen last. */
  heldAt: number
  end: { readonly at: number; readonly ending: 'recovered' | 'replaced' } | null
}

/** One of a group at a time. */
const EXCLUSIVE = [
  ['broken', 'not-a-feed', 'gone', 'wants-post'],
  ['silent', 'stale'],
] as const

/** What may come again every day ends when it has not come for three. */
const RECURRING: ReadonlySet<string> = new Set(['gap', 'renewed'])

/** What began and has ended, or has not. */
export class ConditionSheet {
  readonly conditions: ExpectedCondition[] = []
  readonly #bySubject = new Map<string, ExpectedCondition[]>()

  isOpen(subject: string, ...kinds: readonly string[]): boolean {
    return this.#listOpen(subject).some(({ kind }) => kinds.includes(kind))
  }

  /** It holds; what was open and cannot hold beside it gives way. */
  hold(subject: string, kind: string, at: number, detail = ''): void {
    const open = this.#listOpen(subject)
    const known = open.find((other) => other.kind === kind && other.detail === detail)
    if (known !== undefined) {
      known.heldAt = at
      return
    }
    const group: readonly string[] = EXCLUSIVE.find((kinds) =>
      kinds.some((one) => one === kind),
    ) ?? [kind]
    for (const other of open) {
      if (group.includes(other.kind)) other.end = { at, ending: 'replaced' }
    }
    const condition = { subject, kind, detail, since: at, heldAt: at, end: null }
    this.conditions.push(condition)
    this.#bySubject.set(subject, [...this.#listOf(subject), condition])
  }

  /** It does not hold, and ends if it is open. */
  lift(subject: string, kind: string, at: number): void {
    for (const open of this.#listOpen(subject)) {
      const isLate = !RECURRING.has(kind) || at >= open.heldAt + 3 * DAY_MS
      if (open.kind === kind && isLate) open.end = { at, ending: 'recovered' }
    }
  }

  holdIf(holds: boolean, subject: string, kind: string, at: number): void {
    if (holds) this.hold(subject, kind, at)
    else this.lift(subject, kind, at)
  }

  /** Whether one of these kinds has ended well within the last day. */
  hasRecoveredToday(subject: string, kinds: readonly string[], at: number): boolean {
    return this.#listOf(subject).some(
      ({ kind: other, end }) =>
        kinds.includes(other) && end?.ending === 'recovered' && end.at >= at - DAY_MS,
    )
  }

  #listOpen(subject: string): readonly ExpectedCondition[] {
    return this.#listOf(subject).filter(({ end }) => end === null)
  }

  #listOf(subject: string): readonly ExpectedCondition[] {
    return this.#bySubject.get(subject) ?? []
  }
}
