import { z } from 'zod'
import { parseHttpUrl } from './parse-address.ts'
import { parsedText } from './parsed-value.ts'

/**
 * A file of `catalogue/`: the feeds of one country. It is ours, so a mistake in it is thrown; the schema is strict
 * because nothing in it may be read as something else. What each key means to readers stands in docs/SOURCES.md.
 */

const wordSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in kebab-case')
const textSchema = z.string().regex(/^\S(.*\S)?$/u, 'write one line, without spaces at its ends')
const urlSchema = parsedText(parseHttpUrl, { description: 'http or https' })

const feedSchema = z.strictObject({
  publisher: textSchema,
  /** Short names of the publisher that do not stand in `publisher`. */
  aliases: z.array(textSchema).default([]),
  /** Which of the publisher's news; left out where the source does not say. */
  section: textSchema.optional(),
  kind: z
    .enum(['government', 'intergovernmental', 'industry', 'state-company'])
    .default('government'),
  /** ISO 639. */
  language: z.string().regex(/^[a-z]{2}$/, 'write two letters'),
  /** The feed; where there is none, the page of the publisher. */
  url: urlSchema,
  /** What is said here holds for every address that begins so. */
  prefix: urlSchema.optional(),
  method: z.enum(['GET', 'POST']).default('GET'),
  body: textSchema.optional(),
  /** `API`: answers, but not with a feed. `none`: no address of a feed is known. */
  format: z.enum(['RSS', 'RSS 2.0', 'RSS 1.0', 'Atom', 'API', 'none']),
  /** Whether the articles behind the items can be fetched; `in-feed`: the feed carries their whole text. */
  articles: z.enum(['open', 'blocked', 'in-feed']).default('open'),
  topics: z.array(wordSchema).min(1),
  /** What the source claims; `measured-by-source`: its author fetched it, `unverified`: it was seen in code alone. */
  status: z.enum(['measured-by-source', 'unverified', 'blocked-for-bots', 'dead', 'no-feed']),
  /** The day of that claim; a year where no more is known. */
  asOf: z
    .string()
    .regex(/^(\d{4}(-\d{2}-\d{2})?|undated)$/, 'write YYYY-MM-DD, a year, or undated'),
  provenance: textSchema,
  quirks: textSchema.optional(),
})

export const catalogueSchema = z.strictObject({
  /** Of the country, under all names that people look for. */
  title: textSchema,
  /** ISO 3166; INT stands for organisations of many countries. */
  country: z.string().regex(/^[A-Z]{2}$|^INT$/, 'write two capitals, or INT'),
  /** The tag that its feeds get. */
  tag: wordSchema,
  feeds: z.record(wordSchema, feedSchema),
})
