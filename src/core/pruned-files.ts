/** What was, or would be, removed of a folder; `problems` names files that could not be. */
export type PrunedFiles = {
  readonly count: number
  readonly bytes: number
  readonly problems: readonly string[]
}
