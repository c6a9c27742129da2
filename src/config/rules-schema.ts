import { z } from 'zod'
import { entriesById, entriesByName, titleSchema } from './named-entries.ts'

const exampleText = z.string().superRefine((text, context) => {
  if (text.trim() !== '') return
  context.addIssue({
    code: 'custom',
    message: 'the example is empty',
    params: { code: 'empty-text', hint: 'write a sentence, or remove the entry' },
  })
})

const ruleSchema = z.strictObject({
  title: titleSchema.optional().meta({
    description: 'Shown name; left out, the name of the rule.',
    examples: ['Small modular reactors and Korea'],
  }),
  match: z.string().meta({
    description:
      'The query: words, "phrases", AND, OR, NOT, NEAR/5, title:word, word*, @concept and parentheses. Put the whole in single quotes.',
    examples: ['@smr AND (Korea OR 한국) NOT SMRT', '@fta OR (trade NEAR/5 negotiations)'],
  }),
  feeds: z
    .array(z.string())
    .min(1)
    .optional()
    .meta({
      description: 'Names of feeds, or tags in quotes with #. Left out: all feeds.',
      examples: [['korea-net', '#energy']],
    }),
  matches: z
    .array(exampleText)
    .default([])
    .meta({
      description:
        'Texts that the rule must hit, each taken as title and as text of an item; one that it misses refuses the configuration.',
      examples: [['Korea and Singapore will cooperate on SMRs.']],
    }),
  ignores: z
    .array(exampleText)
    .default([])
    .meta({
      description: 'Texts that the rule must not hit; one that it hits refuses the configuration.',
      examples: [['SMRT trains in Singapore were delayed.']],
    }),
})

export const rulesSchema = entriesById(ruleSchema, {
  title: 'Rules',
  description: 'Queries that are held against every item.',
}).default({})

export const conceptsSchema = entriesByName(z.array(z.string()).min(1), {
  title: 'Concepts',
  description:
    'Named lists of equivalent terms in any languages; a rule says @name for any of them. A term may itself be an @concept.',
}).default({})
