import type { Status } from '../pipeline/read-status.ts'

/** What the pages show, apart from how it is found. */
export type WebViews = {
  readonly status: () => Promise<Status>
}
