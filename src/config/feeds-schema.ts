import { z } from 'zod'
import { headersSchema } from './headers-schema.ts'
import { entriesById, tagSchema, titleSchema } from './named-entries.ts'
import { parseContact, parseHttpUrl } from './parse-address.ts'
import { parseCountry } from './parse-country.ts'
import { parseSchedule, parseTimezone } from './parse-times.ts'
import { parsedText } from './parsed-value.ts'
import { blank } from './snippet.ts'

/** Every 15 minutes: what a feed gets that says nothing, and whose `defaults` say nothing. */
const DEFAULT_SCHEDULE = '*/15 * * * *'

const SCHEDULE_HELP =
  'Cron expression of five fields (minute hour day month weekday), or six with seconds first, in the zone of `timezone`. With both day and weekday given, either suffices.'
const START_WITH_HELP =
  'What a new feed or rule tells of news that was already published: one digest, everything as alerts, or nothing.'

const startWith = z.enum(['digest', 'everything', 'nothing'])

const feedSchema = z
  .strictObject({
    url: parsedText(parseHttpUrl, {
      description: 'Address of the RSS, Atom or JSON feed: http or https, without a login.',
      examples: ['https://www.korea.net/koreanet/rss/news/2'],
    }),
    title: titleSchema.optional().meta({
      description: "Shown name; left out, the feed's own title.",
      examples: ['Korea.net, Policies'],
    }),
    country: parsedText(parseCountry, {
      description:
        'Country that the feed speaks for, as two capitals (ISO 3166; EU and UN too): e-mails show its name beside the source. Left out: what the host says, as in go.kr, gov.uk, .gov.',
      examples: ['KR'],
    }).optional(),
    schedule: parsedText(parseSchedule, {
      description: `${SCHEDULE_HELP} Left out: \`defaults.schedule\`.`,
      examples: ['*/10 * * * *', '0 7-19 * * 1-5'],
    }).optional(),
    timezone: parsedText(parseTimezone, {
      description:
        'IANA zone in which the schedule of this feed runs, and in which its dates are read that name no zone. Left out: the `timezone` at the top of the file.',
      examples: ['Asia/Tokyo'],
    }).optional(),
    fullText: z.boolean().default(false).meta({
      description: 'Fetch the article behind each new item and match rules on it.',
    }),
    tags: z
      .array(tagSchema)
      .default([])
      .meta({
        description: 'Words by which rules can name several feeds at once: a rule says "#korea".',
        examples: [['korea', 'energy']],
      }),
    method: z.enum(['GET', 'POST']).default('GET').meta({
      description: 'POST for the few ministries that answer nothing else.',
    }),
    body: z
      .string()
      .optional()
      .meta({ description: 'Form body of a POST.', examples: ['page=1&size=50'] }),
    headers: headersSchema,
    allowPrivate: z.boolean().default(false).meta({
      description:
        'Let this feed, its redirects and its articles be on private or loopback addresses.',
    }),
    startWith: startWith.optional().meta({
      description: `${START_WITH_HELP} Left out: \`defaults.startWith\`.`,
    }),
  })
  .superRefine(
    (feed, context) => {
      if (feed.body === undefined || feed.method !== 'GET') return
      context.addIssue({
        code: 'custom',
        path: ['body'],
        message: 'only a POST has a body',
        params: {
          code: 'body-without-post',
          hint: 'add method: POST, or leave body out',
          at: 'key',
        },
      })
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )

export const feedsSchema = entriesById(feedSchema, {
  title: 'Feeds',
  description: 'Addresses that are polled, each under a name that rules, logs and commands use.',
  defaultSnippets: [
    {
      label: 'feed',
      description: 'A feed whose articles are read as well',
      body: {
        [blank(1, 'name')]: { url: blank(2, 'https://'), fullText: true, tags: [blank(3, 'tag')] },
      },
    },
  ],
}).default({})

export const defaultsSchema = z
  .strictObject({
    schedule: parsedText(parseSchedule, {
      description: SCHEDULE_HELP,
      examples: ['*/15 * * * *'],
    }).default(DEFAULT_SCHEDULE),
    startWith: startWith.default('digest').meta({ description: START_WITH_HELP }),
  })
  .prefault({})
  .meta({ title: 'Defaults', description: 'For every feed that does not say otherwise.' })

/** More than this at a time is an attack on any ministry's server. */
const MAX_PER_HOST = 16

export const pollingSchema = z
  .strictObject({
    contact: parsedText(parseContact, {
      description:
        'Web or e-mail address in the User-Agent, so that a ministry can reach whoever polls it.',
      examples: ['https://watch.example.org', 'ops@example.org'],
    }).optional(),
    perHost: z.int().min(1).max(MAX_PER_HOST).default(2).meta({
      description: 'Requests at a time to one host.',
    }),
  })
  .prefault({})
  .meta({ title: 'Polling', description: 'How Policywatch behaves towards the servers it visits.' })
