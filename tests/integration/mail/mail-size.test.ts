import { generateKeyPairSync } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { addUnsubscribeLink } from '../../../src/core/alert/add-unsubscribe-link.ts'
import type { AlertContent } from '../../../src/core/alert/alert-content.ts'
import { headersOf } from '../../../src/core/alert/mail-headers.ts'
import {
  MAX_MAIL_BYTES,
  type RenderedAlert,
  renderAlert,
} from '../../../src/core/alert/render-alert.ts'
import { findUnsubscribeWay } from '../../../src/core/alert/unsubscribe-way.ts'
import { wireBytesOf } from '../../../src/core/alert/wire-bytes.ts'
import { subscriptionIdOf } from '../../../src/core/ids.ts'
import { openMail } from '../../../src/mail/open-mail.ts'
import { EVERY_LONG_STORY, floodOf, LETTERS } from '../../support/flood-alerts.ts'
import { renderAtOnce } from '../../support/render-at-once.ts'
import { MAIL_OPTIONS, MESSAGE } from '../../support/sample-message.ts'
import { makeTempDir } from '../../support/temp-dir.ts'

/** Hundreds of stories are laid out many times over, maybe on a busy machine. */
vi.setConfig({ testTimeout: 120_000 })

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})

const SUBSCRIPTION = subscriptionIdOf('the-desk-for-energy-trade-and-everything-else')
const ADDRESS = `${'a'.repeat(64)}@${'mail.'.repeat(30)}example.org`
const LONG_NAME = '원자력🚢'.repeat(50)

const WAY = findUnsubscribeWay(
  { subscriptionId: SUBSCRIPTION, address: ADDRESS },
  {
    publicUrl: 'https://policywatch.department-of-energy.example.org/alerts',
    secret: 'x'.repeat(32),
    keeper: { name: '', address: ADDRESS },
  },
)

/** The files that the program writes for the e-mails, with the longest headers and all that stands around the bodies. */
async function sourcesOf(mails: readonly RenderedAlert[]): Promise<readonly Buffer[]> {
  const outboxDir = makeTempDir()
  const mail = openMail({
    from: { name: LONG_NAME, address: MAIL_OPTIONS.from.address },
    smtp: null,
    outboxDir,
    dkim: { domain: 'example.org', selector: 's1', key: String(KEY) },
  })
  const headers = headersOf({ subscriptionId: SUBSCRIPTION, domain: 'example.org', way: WAY })
  const thread = Array.from(
    { length: 20 },
    (_, n) => `<m1abcdefgh.${n}.1.0123456789ab@example.org>`,
  )
  for (const [index, rendered] of mails.entries()) {
    await mail.send({
      ...MESSAGE,
      messageId: `<alert-${1000 + index}@example.org>`,
      to: { name: LONG_NAME, address: ADDRESS },
      headers,
      thread,
      ...addUnsubscribeLink(rendered, WAY),
    })
  }
  const names = (await readdir(outboxDir)).toSorted()
  return await Promise.all(names.map((name) => readFile(path.join(outboxDir, name))))
}

function mailsOf(content: AlertContent): readonly RenderedAlert[] {
  const made = renderAtOnce(content)
  return made.kind === 'whole' ? [made.rendered] : made.parts.map(({ rendered }) => rendered)
}

const longestOf = (sources: readonly Buffer[]): number =>
  Math.max(...sources.map((source) => source.length))

describe.each(LETTERS)('of stories in %s', (letters) => {
  test.each(['news', 'digest', 'edit'] as const)(
    'each part of a large %s has at most 80,000 bytes, and each story stands in one',
    async (kind) => {
      const content = floodOf(letters, kind, 300)

      const mails = mailsOf(content)
      const sources = await sourcesOf(mails)

      const told = mails.flatMap(({ text }) => [...text.matchAll(/TOK\d+X/g)].map(String))
      expect(told).toEqual(content.stories.map((_, index) => `TOK${index}X`))
      expect(sources).toHaveLength(mails.length)
      expect(longestOf(sources)).toBeLessThanOrEqual(MAX_MAIL_BYTES)
      expect(longestOf(sources)).toBeGreaterThan(MAX_MAIL_BYTES * 0.8)
    },
  )

  test.each(['already-published', 'digest'] as const)(
    'a %s that counts the rest has at most 80,000 bytes',
    async (kind) => {
      const rendered = renderAlert(floodOf(letters, kind, 300))

      expect(longestOf(await sourcesOf([rendered]))).toBeLessThanOrEqual(MAX_MAIL_BYTES)
    },
  )
})

test.each(EVERY_LONG_STORY)(
  'one story as large as can be, of %s, has at most 80,000 bytes',
  async (_, content) => {
    const sources = await sourcesOf(mailsOf(content))

    expect(sources).toHaveLength(1)
    expect(longestOf(sources)).toBeLessThanOrEqual(MAX_MAIL_BYTES)
  },
)

test.each([
  ['letters of both sorts', 'a한'],
  ['Latin letters and Hebrew ones, one more of them', 'aאaאa'],
  ['letters beyond the basic plane', 'ab🚢'],
  ['equals signs', '='],
  ['digits with a few Korean letters', `${'0123456789 '.repeat(9)}한`],
  ['lines with a space at their end', 'a line \n'],
  ['lines as long as they may be', `${'a'.repeat(75)}\n`],
  ['long words', `${'a'.repeat(49)} `],
  ['empty lines', '\n'],
])('%s take no more than is counted', async (_, filling) => {
  const body = filling.repeat(20_000 / filling.length)
  const bodies = { html: body, text: body }

  const [bare = Buffer.of(), filled = Buffer.of()] = await sourcesOf([
    { subject: 'x', html: 'x', text: 'x' },
    { subject: 'x', ...bodies },
  ])

  // two names of encodings may be longer
  expect(filled.length - bare.length).toBeLessThanOrEqual(wireBytesOf(bodies) + 40)
})
