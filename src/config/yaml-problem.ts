/** A mistake in the writing itself. */
export type YamlProblem = {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint: string | null
  /** UTF-16 offset into the text. */
  readonly offset: number
  /** Whether the rest of the text can be trusted to mean what it says. */
  readonly isLocal: boolean
}
