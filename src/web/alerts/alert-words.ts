import type { StoredAlertKind } from '../../store/alerts.ts'

/** What kinds of alerts are called. */
export const KIND_WORDS: Readonly<Record<StoredAlertKind, string>> = {
  news: 'news',
  digest: 'digest',
  'already-published': 'already published',
  edit: 'edit of what was told',
  'all-quiet': 'proof of life',
  admin: 'notice to the administrators',
}

/** Whom an alert is for. */
export function audienceOf(subscriptionId: string | null): string {
  return subscriptionId ?? 'administrators'
}
