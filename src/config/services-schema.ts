import { z } from 'zod'
import { checkSmtpUrl, parseListen, parsePublicUrl } from './parse-address.ts'
import { parseDkimKey } from './parse-dkim-key.ts'
import { parseMailbox } from './parse-mailbox.ts'
import { parseDays, parseSchedule } from './parse-times.ts'
import { parsedText } from './parsed-value.ts'

const dnsName = z
  .string()
  .regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i, 'this is not a name of the DNS')

const dkimSchema = z.strictObject({
  domain: dnsName.meta({ description: 'Signing domain.', examples: ['example.org'] }),
  selector: dnsName.meta({ description: 'Name of the DNS record.', examples: ['s1'] }),
  key: parsedText(parseDkimKey, {
    description: 'RSA private key in PEM form.',
    examples: [`\${file:/run/secrets/dkim}`],
  }),
})

export const mailSchema = z
  .strictObject({
    from: parsedText(parseMailbox, {
      description: 'Sender of every message. Required with smtp.',
      examples: ['Policywatch <alerts@example.org>'],
    }).optional(),
    smtp: parsedText(checkSmtpUrl, {
      description:
        'Mail server: smtps:// with TLS from the start, smtp:// with STARTTLS. Left out: each message becomes an .eml file in the outbox folder.',
      examples: [`smtps://alerts:\${SMTP_PASSWORD}@mail.example.org`],
    }).optional(),
    dkim: dkimSchema.optional().meta({ description: 'Signs messages with DKIM.' }),
  })
  .superRefine(
    (mail, context) => {
      if (mail.smtp === undefined || mail.from !== undefined) return
      context.addIssue({
        code: 'custom',
        path: ['from'],
        message: 'mail.from is missing; a mail server wants to know who sends',
        params: {
          code: 'missing-key',
          hint: 'add from: Policywatch <alerts@example.org>',
          at: 'key',
        },
      })
    },
    { when: ({ value }) => typeof value === 'object' && value !== null },
  )
  .prefault({})
  .meta({ title: 'Mail', description: 'How messages leave.' })

export const webSchema = z
  .union([
    z.literal(false),
    z.strictObject({
      listen: parsedText(parseListen, {
        description:
          'Address and port; left out 127.0.0.1:8700, in the container 0.0.0.0:8700. Port 0 takes a free one.',
        examples: ['127.0.0.1:8700', '0.0.0.0:8700'],
      }).optional(),
      password: z
        .string()
        .min(1)
        .optional()
        .meta({
          description:
            'Asked for on a login page, and of programs by HTTP Basic. Without one, an address that is not loopback serves health and unsubscribe alone.',
          examples: [`\${WEB_PASSWORD}`],
        }),
      metrics: z.enum(['loopback', 'everyone']).default('loopback').meta({
        description: 'Who may read /metrics.',
      }),
      edit: z.boolean().default(false).meta({
        description: 'Let the pages save rules into this file; the versions before stay beside it.',
      }),
      publicUrl: parsedText(parsePublicUrl, {
        description: 'Where people reach the pages; makes one-click unsubscribe possible.',
        examples: ['https://watch.example.org'],
      }).optional(),
    }),
  ])
  .prefault({})
  .meta({
    title: 'Web pages',
    description:
      'Pages, Atom feeds and the API for programs, health, metrics and unsubscribe links; false turns them off.',
  })

export const keepSchema = z
  .strictObject({
    items: parsedText(parseDays, {
      description:
        'Stored items, their matches and alerts: for so long after they were last seen, told and delivered.',
      examples: ['400d'],
    }).prefault('400d'),
    polls: parsedText(parseDays, {
      description: 'The log of polls.',
      examples: ['90d'],
    }).prefault('90d'),
    bodies: parsedText(parseDays, {
      description:
        'Documents as they came, in the folder bodies, for looking into a feed that misbehaves; 0d keeps none.',
      examples: ['0d', '7d'],
    }).prefault('0d'),
  })
  .prefault({})
  .meta({ title: 'Keep', description: 'How long things are kept, in days.' })

export const backupSchema = z
  .strictObject({
    schedule: parsedText(parseSchedule, {
      description:
        'Cron expression, in the zone of the configuration. A time that nobody ran at is made up for at the next start.',
      examples: ['30 3 * * *'],
    }).prefault('30 3 * * *'),
    keep: z.int().min(1).max(1000).default(7).meta({
      description: 'Number of backups kept.',
    }),
  })
  .optional()
  .meta({
    title: 'Backup',
    description:
      'Verified copies of the database that the daemon makes, in the folder backups of the data folder. Copy them to another disk.',
  })
