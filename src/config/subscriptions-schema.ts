import { z } from 'zod'
import { entriesById } from './named-entries.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { NAMED_DELIVERIES, parseDeliver, parseQuiet } from './parse-times.ts'
import { parsedText } from './parsed-value.ts'
import { blank } from './snippet.ts'

export const mailboxSchema = parsedText(parseMailbox, {
  description: 'One e-mail address, with or without a name before it.',
  examples: ['ops@example.org', 'Trade team <trade@example.org>'],
})

const subscriptionSchema = z.strictObject({
  to: z
    .array(mailboxSchema)
    .min(1)
    .meta({
      description: 'Who gets the alerts. Each address gets a message of its own.',
      examples: [['energy@example.org', 'Trade team <trade@example.org>']],
    }),
  rules: z.union([z.literal('all'), z.array(z.string()).min(1)]).meta({
    description: 'Names of rules, or all.',
    examples: ['all', ['smr-korea', 'trade']],
  }),
  deliver: parsedText(parseDeliver, {
    description:
      'When alerts go out: at once, or gathered into a digest every hour, every day at 8, on weekdays at 8, on Mondays at 8, or by a cron expression.',
    examples: ['daily', '0 7,16 * * 1-5'],
    anyOf: [
      { enum: ['immediately', ...Object.keys(NAMED_DELIVERIES)] },
      { pattern: '[\\s$]', description: 'A cron expression.' },
    ],
  }).prefault('immediately'),
  quiet: parsedText(parseQuiet, {
    description: 'Times between which delivery waits; may span midnight. Matching goes on.',
    examples: ['22:00-07:00'],
  }).optional(),
  budget: z.int().min(0).max(10_000).default(20).meta({
    description: 'E-mails a day; what is beyond goes into one digest. 0: no limit.',
  }),
  edits: z.boolean().default(false).meta({
    description: 'Also alert when the text of an item changes that an alert was about.',
  }),
  allQuiet: z.enum(['weekly', 'monthly']).optional().meta({
    description: 'Proof of life: a message although nothing matched.',
  }),
})

export const subscriptionsSchema = entriesById(subscriptionSchema, {
  title: 'Subscriptions',
  description: 'Who is told of which rules, and when.',
  defaultSnippets: [
    {
      label: 'subscription',
      description: 'Who is told at once, but not at night',
      body: {
        [blank(1, 'name')]: {
          to: [blank(2, 'desk@example.org')],
          rules: 'all',
          quiet: blank(3, '22:00-07:00'),
        },
      },
    },
  ],
}).default({})
