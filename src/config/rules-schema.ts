import { z } from 'zod'
import { CONCEPT_LANGUAGES } from './concept-languages.ts'
import { entriesById, entriesByName, titleSchema } from './named-entries.ts'
import { blank } from './snippet.ts'

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
  defaultSnippets: [
    {
      label: 'rule',
      description: 'A rule with a text that it must hit and one that it must not',
      body: {
        [blank(1, 'name')]: {
          title: blank(2, 'What it is about'),
          match: blank(3, 'steel AND tariff'),
          matches: [blank(4, 'The tariff on steel rises.')],
          ignores: [blank(5, 'The tariff on tea rises.')],
        },
      },
    },
  ],
}).default({})

const takenConceptSchema = z.strictObject({
  library: z.string().meta({
    description: 'Name of a concept that comes along; `policywatch concepts` lists them.',
    examples: ['small-modular-reactors'],
  }),
  languages: z
    .array(
      z.enum(CONCEPT_LANGUAGES).meta({
        description: 'Codes of languages: ko is Korean, ja Japanese, zh Chinese in both scripts',
      }),
    )
    .min(1)
    .optional()
    .meta({
      description:
        'Only its terms in these languages, and those that are the same in all. Left out: all.',
      examples: [['en', 'ko']],
    }),
  plus: z
    .array(z.string())
    .default([])
    .meta({ description: 'Terms of your own beside its terms.', examples: [['=NuScale']] }),
  without: z
    .array(z.string())
    .default([])
    .meta({ description: 'Terms of it that are left out.', examples: [['SMR']] }),
})

const conceptSchema = z.union([
  z.array(z.string()).min(1),
  z.literal('library').meta({ description: 'The concept of the same name that comes along.' }),
  takenConceptSchema,
])

export const conceptsSchema = entriesByName(conceptSchema, {
  title: 'Concepts',
  description:
    'Named lists of equivalent terms in any languages; a rule says @name for any of them. A term may itself be an @concept, or carry a guard: AI NOT NEAR/50 (flu OR "bird disease"). `library` takes over one that comes along.',
  defaultSnippets: [
    {
      label: 'concept',
      description: 'Terms that mean the same, in any languages',
      body: { [blank(1, 'name')]: [blank(2, 'first term'), blank(3, 'second term')] },
    },
    {
      label: 'concept of the library',
      description: 'One that comes along; `policywatch concepts` lists them',
      body: { [blank(1, 'name')]: { library: blank(2, 'smr'), languages: [blank(3, 'en')] } },
    },
  ],
}).default({})
