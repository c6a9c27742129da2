import type { Diagnostic } from '../diagnostic.ts'
import type { Timestamp } from '../time.ts'
import { formatTime } from './format-time.ts'
import type { Notice } from './render-notice.ts'

/** What was refused while the daemon goes on with what it has. */
export type RefusedConfiguration = {
  /** Path of the configuration, as the operator names it. */
  readonly file: string
  /** What is wrong, errors first; warnings are left out. */
  readonly problems: readonly Diagnostic[]
  /** Since when the configuration is in force that stays. */
  readonly inForceSince: Timestamp
}

/** More are told by `check`. */
const MOST_PROBLEMS = 18

/** Tells the administrators that their change has no effect, and why. */
export function noticeOfRefusal(refused: RefusedConfiguration, timezone: string): Notice {
  const errors = refused.problems.filter(({ severity }) => severity === 'error')
  const hiddenCount = errors.length - MOST_PROBLEMS
  const since = formatTime(refused.inForceSince, timezone)
  return {
    subject: 'the configuration was changed, and is refused',
    paragraphs: [
      `${refused.file} cannot be used as it is now. The configuration that is in force since ${since} stays: feeds are polled and alerts delivered as before.`,
      ...errors.slice(0, MOST_PROBLEMS).map(describe),
      ...(hiddenCount > 0 ? [`${hiddenCount} more are told by: policywatch check`] : []),
      'It takes effect by itself as soon as it is corrected. To try a change before it counts, run policywatch check on a copy.',
    ],
  }
}

/** `config.yaml:3:5: "shedule" is no key; did you mean "schedule"?` */
function describe({ file, line, column, message, hint }: Diagnostic): string {
  const place = [file, line, column].filter((part) => part !== null).join(':')
  return `${place}: ${message}${hint === null ? '' : ` (${hint})`}`
}
