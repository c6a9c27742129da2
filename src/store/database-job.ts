import type { CopyRequest, CopyResult } from './copy-database.ts'

/** What a thread beside the main one does to a database, as it takes seconds where there is much in it. */
export type DatabaseJob =
  | { readonly kind: 'copy'; readonly request: CopyRequest }
  | { readonly kind: 'check'; readonly file: string }

export type DatabaseAnswer =
  | { readonly kind: 'copied'; readonly result: CopyResult }
  /** What is wrong with its pages; null: nothing. */
  | { readonly kind: 'checked'; readonly finding: string | null }
