import type { Step } from '../../../src/pipeline/deps.ts'
import type { MonthSize } from './month-size.ts'

/** What the process that lives through the month is told when it is started. */
export type MonthOrders = {
  readonly size: MonthSize
  /** Folder of config.yaml and of the data. */
  readonly dir: string
  /** What time it is. */
  readonly startAt: number
  /** When it is to kill itself; null: it does not. */
  readonly death: StepDeath | null
}

/** Right after a step was taken for the n-th time since an instant. */
export type StepDeath = { readonly step: Step; readonly nth: number; readonly since: number }

/** What it tells; `now` alone is answered, by anything. */
export type MonthMessage =
  /** It is so late, and nothing was done yet at that time. */
  | { readonly kind: 'now'; readonly at: number }
  /** It knows, and has written down, that a message was accepted. */
  | { readonly kind: 'recorded'; readonly messageId: string }
  /** SQLite has refused a write for want of space. */
  | { readonly kind: 'disk-full' }
  /** The log has an error that no full disk explains. */
  | { readonly kind: 'error'; readonly line: string }
  | { readonly kind: 'done' }

/** The world outside of that process. */
export type Outside = {
  readonly tell: (message: MonthMessage) => void
  /** Resolves when the world is as it has to be at that time. */
  readonly tellNow: (at: number) => Promise<void>
}
