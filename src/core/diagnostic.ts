/** What an operator got wrong, where, and what to type instead. Collected, never thrown singly. */
export type Diagnostic = {
  /** Stable and searchable, for example `unknown-key` or `rule-syntax`. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint: string | null
  /** Where in the configuration: `rules.smr-korea.match`; '' for the document itself. */
  readonly path: string
  readonly file: string
  /** From 1; null where there is no position (a file that cannot be read). */
  readonly line: number | null
  readonly column: number | null
  /** The line as it stands in the file, passwords that are typed into it masked; null where there is none. */
  readonly sourceLine: string | null
}
