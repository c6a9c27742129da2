/**
 * Something to tidy up. `never-hit`: a rule that hits nothing. `too-loud`: one that tells more than is read. `covered`: one
 * that never tells what another does not. `untaken-rule`: no subscription takes it. `no-news-possible`: a subscription whose
 * rules look at no feed. `nobody-left`: one of which every address has unsubscribed. `unsubscribed`: an address that is still
 * listed. `unwatched-feed`: no rule looks at it. `untold-feed`: rules do, but no subscription takes them. `unused-concepts`:
 * no rule reaches them.
 */
export type HygieneKind =
  | 'never-hit'
  | 'too-loud'
  | 'covered'
  | 'untaken-rule'
  | 'no-news-possible'
  | 'nobody-left'
  | 'unsubscribed'
  | 'unwatched-feed'
  | 'untold-feed'
  | 'unused-concepts'

export type HygieneFinding = {
  readonly kind: HygieneKind
  /** The rule, subscription, feed, address or concepts that it is about, by their names in the configuration. */
  readonly subject: string
  /** What was found, with its numbers: follows the subject in a sentence. */
  readonly message: string
  /** What to do about it. */
  readonly hint: string
}
