import { z } from 'zod'
import { defaultsSchema, feedsSchema, pollingSchema } from './feeds-schema.ts'
import { parseHttpUrl } from './parse-address.ts'
import { parseTimezone } from './parse-times.ts'
import { parsedText } from './parsed-value.ts'
import { conceptsSchema, rulesSchema } from './rules-schema.ts'
import { backupSchema, keepSchema, mailSchema, webSchema } from './services-schema.ts'
import { mailboxSchema, subscriptionsSchema } from './subscriptions-schema.ts'

/**
 * config.yaml as it is written: every key with its type, its default, its checks and its help. The type of the parsed
 * file, the JSON Schema for editors and the error messages all come from here. What takes more than one place to know,
 * such as whether a rule names a feed that exists, is checked in `check-references.ts` and `compile-rules.ts`.
 */
export const configSchema = z
  .strictObject({
    timezone: parsedText(parseTimezone, {
      description:
        'IANA zone for schedules, for times in e-mails, and for dates of feeds that name no zone.',
      examples: ['Asia/Seoul'],
    }).prefault('UTC'),
    feeds: feedsSchema,
    defaults: defaultsSchema,
    polling: pollingSchema,
    concepts: conceptsSchema,
    rules: rulesSchema,
    subscriptions: subscriptionsSchema,
    mail: mailSchema,
    admins: z
      .array(mailboxSchema)
      .default([])
      .meta({
        description:
          'Told of feeds that broke, fell silent or may have lost items, and of their recovery.',
        examples: [['ops@example.org']],
      }),
    web: webSchema,
    keep: keepSchema,
    backup: backupSchema,
    heartbeat: parsedText(parseHttpUrl, {
      description:
        "Address of a dead man's switch, fetched after each healthy round, once a minute at most. It is masked like a password.",
      examples: ['https://hc.example.org/ping/1'],
    }).optional(),
    data: z
      .string()
      .regex(/^[^~]/, 'this is no folder: write its whole path, without ~')
      .optional()
      .meta({
        description:
          'Folder of the database, the lock, the outbox and the backups, seen from this file. Left out: ./data, or /data in the container.',
        examples: ['./data'],
      }),
  })
  .meta({
    title: 'Policywatch configuration',
    description: 'Feeds to watch, rules to match, and whom to tell.',
  })

/** config.yaml with defaults filled in and single values read, before names are resolved and rules compiled. */
export type ConfigFile = z.output<typeof configSchema>
