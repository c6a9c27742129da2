/** A feed as lists of other readers hold it (OPML 2.0), and what Policywatch adds for itself. */
export type OpmlFeed = {
  /** `xmlUrl`, as it stands there. */
  readonly url: string
  readonly title: string | null
  /** `htmlUrl`: the page that the feed belongs to. */
  readonly link: string | null
  /** Names of the folders that it stands in, the outermost first, and its categories. */
  readonly labels: readonly string[]
  /** From a list that Policywatch wrote; null elsewhere. */
  readonly own: OwnOpmlPart | null
}

/** What OPML has no words for, in attributes of a namespace of our own. Nothing in it opens anything to whoever sends a list. */
export type OwnOpmlPart = {
  readonly id: string
  readonly method: 'GET' | 'POST'
  readonly body: string | null
  readonly fullText: boolean
  /** ISO 3166, where the host does not say it. */
  readonly country: string | null
}

export const OPML_NAMESPACE = 'urn:policywatch:opml'
