/**
 * A feed as a document gave it: the shapes common to RSS, RDF, Atom and JSON Feed, with every value still raw.
 * `parse/` makes it, `normalizeFeed` turns it into items; nobody else reads it.
 */
export type WireFeed = {
  /** `rss-2.0`, `rss-0.91`, `rss-1.0`, `atom-1.0`, `atom-0.3` … */
  readonly format: string
  readonly title: string | null
  readonly link: string | null
  readonly language: string | null
  readonly ttlMinutes: number | null
  /** `xml:base` of the document, when given. */
  readonly base: string | null
  readonly items: readonly WireItem[]
}

export type WireItem = {
  readonly id: string | null
  /** RSS guid with isPermaLink not "false": the id may serve as a link. */
  readonly isIdPermalink: boolean
  /** May hold markup and entities. */
  readonly title: string | null
  readonly links: readonly WireLink[]
  readonly published: string | null
  readonly updated: string | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** HTML or text, as far as the document tells. */
  readonly summary: string | null
  readonly content: string | null
  readonly language: string | null
  readonly base: string | null
}

export type WireLink = {
  readonly href: string
  /** Atom rel, `alternate` when left out; `id` is an id that looks like an address. */
  readonly rel: string
  readonly type: string | null
}
