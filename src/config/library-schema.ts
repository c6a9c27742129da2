import { z } from 'zod'
import { CONCEPT_LANGUAGES } from './concept-languages.ts'

/**
 * A file of `concepts/`: the concepts of one domain. It is ours, so a mistake in it is thrown; the schema is strict
 * because whoever adds a concept should see what is missing, and nothing in it may be read as something else.
 */

const nameSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write it in kebab-case')
const textSchema = z.string().regex(/^\S(.*\S)?$/u, 'write one line, without spaces at its ends')
const listSchema = z.array(textSchema).min(1)

/** Languages of example sentences: `any` names no language, and no sentence is written in none. */
const sentencesSchema = z.strictObject(mapLanguages(CONCEPT_LANGUAGES))

const conceptSchema = z.strictObject({
  title: textSchema,
  /** One sentence: what belongs and what does not. */
  about: textSchema,
  /** Other names under which config.yaml may ask for it. */
  aliases: z.array(nameSchema).default([]),
  terms: z.strictObject(mapLanguages(['any', ...CONCEPT_LANGUAGES])),
  /** Sentences as ministries write them, by language: each term list must hit those of its own. */
  examples: z.strictObject({ matches: sentencesSchema, ignores: sentencesSchema }),
})

export const librarySchema = z.strictObject({
  title: textSchema,
  concepts: z.record(nameSchema, conceptSchema),
})

type OptionalList = z.ZodOptional<typeof listSchema>

function mapLanguages<Name extends string>(names: readonly Name[]): Record<Name, OptionalList> {
  // every name is there, which fromEntries cannot tell the compiler
  return Object.fromEntries(names.map((name) => [name, listSchema.optional()])) as Record<
    Name,
    OptionalList
  >
}
