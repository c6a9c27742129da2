/** Where a term stands in prose: its first token, the one behind its last, and its characters in the scan. */
export type TermRange = {
  readonly firstToken: number
  readonly nextToken: number
  readonly from: number
  readonly to: number
}
