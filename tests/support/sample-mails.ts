import { addUnsubscribeLink } from '../../src/core/alert/add-unsubscribe-link.ts'
import type { AlertContent, AlertStory } from '../../src/core/alert/alert-content.ts'
import { noticeOfFailing, type UnreachedAddress } from '../../src/core/alert/notice-of-failing.ts'
import { type RenderedAlert, renderAlert } from '../../src/core/alert/render-alert.ts'
import { renderConditions, type ToldCondition } from '../../src/core/alert/render-conditions.ts'
import { renderNotice } from '../../src/core/alert/render-notice.ts'
import { subscriptionIdOf } from '../../src/core/ids.ts'
import { timestampOf } from '../../src/core/time.ts'
import { renderAtOnce } from './render-at-once.ts'
import {
  ALREADY_PUBLISHED_ALERT,
  DIGEST_ALERT,
  OVERFLOW_ALERT,
  SMR,
  SUMMIT,
  SUMMIT_ALERT,
  SUMMIT_IN_KOREAN,
} from './sample-alert.ts'
import {
  ALL_QUIET_ALERT,
  BLIND_ALERT,
  DIGEST_WITH_EDIT,
  EDIT_ALERT,
  EDITED_IN_ARABIC,
  EDITS_ALERT,
} from './sample-updates.ts'

/** An e-mail of every kind, by name: what all of them must be is checked of each. */

/** All that a feed could bring to break a page, a header or a direction. */
const EVIL = `"'></title></style>--><script>alert(1)</script><img src=x onerror=y><a href="javascript:z">\u202E\u0000\u001B\r\nBcc: x@y.example\uD800 {{x}} \${y} =?utf-8?B?QQ==?=`

const EVIL_STORY: AlertStory = {
  ...SUMMIT,
  title: EVIL,
  sourceTitle: EVIL,
  country: EVIL,
  language: EVIL,
  url: `https://evil.example/?q="><script>alert(1)</script>${'&'.repeat(900)}`,
  occasion: 'edited',
  changes: [
    {
      kind: 'words',
      field: 'text',
      parts: (['same', 'removed', 'added'] as const).map((mark) => ({ text: EVIL, mark })),
      cutBefore: true,
      cutAfter: true,
    },
  ],
  moreChangesCount: 7,
  variants: [{ ruleId: SMR, term: EVIL, concept: EVIL }],
  excerpts: (['title', 'text'] as const).map((field) => ({
    field,
    parts: [{ text: EVIL.repeat(20), isHit: true }],
    cutBefore: true,
    cutAfter: true,
  })),
  articleProblem: { reason: EVIL, willBeTriedAgain: true },
  alsoPublishedBy: [
    { sourceTitle: EVIL, country: EVIL, url: 'javascript:alert(1)' },
    { sourceTitle: EVIL, country: null, url: 'https://evil.example/"onmouseover="alert(1)' },
  ],
}

const EVIL_ALERT: AlertContent = {
  ...DIGEST_ALERT,
  subscriptionId: subscriptionIdOf('desk'),
  rules: [{ id: SMR, title: EVIL }],
  stories: [EVIL_STORY, { ...EVIL_STORY, url: 'data:text/html,x' }],
  notices: [EVIL],
}

const HEBREW = 'הממשלה אישרה הסכם סחר חופשי (FTA) עם קוריאה.'

const HEBREW_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  rules: [{ id: SMR, title: 'סחר חופשי' }],
  stories: [
    {
      ...SUMMIT,
      title: HEBREW,
      sourceTitle: 'משרד הכלכלה',
      country: 'Israel',
      language: 'he',
      ruleIds: [SMR],
      variants: [{ ruleId: SMR, term: 'הסכם סחר חופשי', concept: null }],
      excerpts: [
        {
          field: 'text',
          parts: [
            { text: 'הממשלה אישרה ', isHit: false },
            { text: 'הסכם סחר חופשי', isHit: true },
            { text: ' (FTA) עם קוריאה.', isHit: false },
          ],
          cutBefore: false,
          cutAfter: false,
        },
      ],
      alsoPublishedBy: [],
    },
    EDITED_IN_ARABIC,
  ],
}

const JAPANESE_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  stories: [
    {
      ...SUMMIT,
      title: '日韓首脳会談、小型モジュール炉の協力で一致',
      sourceTitle: '外務省',
      country: 'Japan',
      language: 'ja',
      alsoPublishedBy: [],
    },
  ],
}

const condition = (fields: Partial<ToldCondition>): ToldCondition => ({
  name: 'energy (산업통상부)',
  kind: 'broken',
  since: timestampOf(Date.UTC(2026, 2, 3)),
  detail: 'answers with 404 (Not Found)',
  endedAt: null,
  ...fields,
})

/** One that began, one that lasts, one that is over. */
export const CONDITION_NOTICE = renderNotice(
  renderConditions(
    [
      condition({}),
      condition({ name: 'trade', kind: 'gap', detail: 'no item of the poll before was left' }),
    ],
    [condition({ name: 'labour', kind: 'silent', endedAt: timestampOf(Date.UTC(2026, 2, 3, 9)) })],
    'Asia/Seoul',
  )[0] ?? { subject: '', paragraphs: [] },
)

const REFUSED: UnreachedAddress = {
  address: 'energy@example.org',
  reason: 'refused: 550 no such user',
  alert: '3 stories: Small modular reactors and Korea (2), Trade (1)',
  attemptCount: 1,
  messageId: '<m1.17.1.a1b2@example.org>',
}

const MANY: AlertContent = {
  ...DIGEST_ALERT,
  stories: Array.from({ length: 90 }, (_, n) => ({ ...SUMMIT_IN_KOREAN, title: `소식 ${n}` })),
}

function partsOf(content: AlertContent): readonly RenderedAlert[] {
  const made = renderAtOnce(content)
  return made.kind === 'whole' ? [made.rendered] : made.parts.map(({ rendered }) => rendered)
}

const withWayOut = (rendered: RenderedAlert): RenderedAlert =>
  addUnsubscribeLink(rendered, {
    kind: 'link',
    url: 'https://watch.example.org/unsubscribe/0123456789abcdef',
    mailto: { url: 'mailto:ops@example.org', address: 'ops@example.org', subject: 'unsubscribe' },
  })

export const MAILS: readonly (readonly [name: string, mail: RenderedAlert])[] = [
  ['one story', renderAlert(SUMMIT_ALERT)],
  ['one story, with a way out', withWayOut(renderAlert(SUMMIT_ALERT))],
  ['several stories', renderAlert({ ...SUMMIT_ALERT, stories: [SUMMIT, SUMMIT_IN_KOREAN] })],
  ['a story in Japanese', renderAlert(JAPANESE_ALERT)],
  ['stories from right to left', renderAlert(HEBREW_ALERT)],
  ['a digest', renderAlert(DIGEST_ALERT)],
  ['a digest with an edit', renderAlert(DIGEST_WITH_EDIT)],
  ['a digest that does not fit', renderAlert(MANY)],
  ...partsOf(MANY).map((part, index) => [`part ${index + 1} of a digest`, part] as const),
  ['a digest over the budget', renderAlert(OVERFLOW_ALERT)],
  ['what was already published', renderAlert(ALREADY_PUBLISHED_ALERT)],
  ['an edit', renderAlert(EDIT_ALERT)],
  ['several edits', renderAlert(EDITS_ALERT)],
  ['all quiet', renderAlert(ALL_QUIET_ALERT)],
  ['nothing watched', renderAlert(BLIND_ALERT)],
  ['stories made to break it', renderAlert(EVIL_ALERT)],
  ['an edit made to break it', renderAlert({ ...EVIL_ALERT, kind: 'edit', threadSubject: EVIL })],
  ['a notice of conditions', CONDITION_NOTICE],
  ['a notice of an address that takes no mail', renderNotice(noticeOfFailing([REFUSED]))],
  ['a notice of many', renderNotice(noticeOfFailing(new Array(40).fill(REFUSED)))],
  ['a notice made to break it', renderNotice({ subject: EVIL, paragraphs: [EVIL, EVIL] })],
]
