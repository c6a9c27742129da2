import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { catalogueSchema } from './catalogue-schema.ts'

/**
 * The government feeds that come with Policywatch, from the files in `catalogue/`. Nobody of us fetched them: each entry
 * says what its source claims, and when. They are part of the program like its code: read once, when first asked for,
 * and a mistake in them is thrown.
 */
export type CatalogueFeed = {
  /** Good as a key of config.yaml. */
  readonly id: string
  readonly publisher: string
  /** Short names of the publisher, to be found by. */
  readonly aliases: readonly string[]
  readonly section: string | null
  readonly kind: 'government' | 'intergovernmental' | 'industry' | 'state-company'
  readonly country: CatalogueCountry
  readonly language: string
  readonly url: string
  readonly prefix: string | null
  readonly method: 'GET' | 'POST'
  readonly body: string | null
  readonly format: string
  readonly articles: 'open' | 'blocked' | 'in-feed'
  readonly topics: readonly string[]
  readonly status: CatalogueStatus
  readonly asOf: string
  readonly provenance: string
  readonly quirks: string | null
}

export type CatalogueCountry = {
  readonly code: string
  readonly title: string
  readonly tag: string
}

export type CatalogueStatus =
  | 'measured-by-source'
  | 'unverified'
  | 'blocked-for-bots'
  | 'dead'
  | 'no-feed'

const CATALOGUE_FOLDER = path.resolve(import.meta.dirname, '../../catalogue')

let catalogue: readonly CatalogueFeed[] | undefined

/** All feeds of the catalogue, by file and then in its order. Throws where a file is damaged. */
export function readFeedCatalogue(): readonly CatalogueFeed[] {
  catalogue ??= readCatalogue(CATALOGUE_FOLDER)
  return catalogue
}

/** Whether an entry is a feed that may be polled, as far as its source knows. */
export function isUsable({ status, format }: CatalogueFeed): boolean {
  return (
    (status === 'measured-by-source' || status === 'unverified') &&
    format !== 'API' &&
    format !== 'none'
  )
}

/** The name under which people know the feed: who publishes it, and which of its news. */
export function titleOfFeed({ publisher, section }: CatalogueFeed): string {
  return section === null ? publisher : `${publisher}, ${section}`
}

/** For config.yaml, which has no code for organisations of many countries. */
export function countryOfEntry({ country }: CatalogueFeed): string | null {
  return country.code === 'INT' ? null : country.code
}

function readCatalogue(folder: string): readonly CatalogueFeed[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  const feeds = files
    .sort()
    .flatMap((file) => parseCatalogueFile(readFileSync(path.join(folder, file), 'utf8'), file))
  const ids = feeds.map(({ id }) => id)
  const doubled = ids.find((id, index) => ids.indexOf(id) !== index)
  if (doubled !== undefined) throw new Error(`catalogue/: two feeds are called ${doubled}`)
  return feeds
}

/** The feeds in the text of one file. Throws an error that says what is wrong with it. */
export function parseCatalogueFile(text: string, file: string): readonly CatalogueFeed[] {
  const result = catalogueSchema.safeParse(parse(text))
  if (!result.success) throw new Error(`catalogue/${file}:\n${z.prettifyError(result.error)}`)
  const { title, country: code, tag, feeds } = result.data
  const country = { code, title, tag }
  return Object.entries(feeds).map(([id, { section, prefix, body, quirks, ...feed }]) => ({
    ...feed,
    id,
    country,
    section: section ?? null,
    prefix: prefix ?? null,
    body: body ?? null,
    quirks: quirks ?? null,
  }))
}
