import type { AlertContent, AlertStory, AlertVariant } from '../../src/core/alert/alert-content.ts'
import { makeExcerpts } from '../../src/core/alert/excerpt.ts'
import { type RuleId, ruleIdOf, subscriptionIdOf } from '../../src/core/ids.ts'
import type { MatchSpan } from '../../src/core/rule/match-document.ts'
import { timestampOf } from '../../src/core/time.ts'

/** Alerts about the summit in Singapore, in our own words: what the screenshots show and the tests begin with. */

export const SMR = ruleIdOf('smr-korea')
export const TRADE = ruleIdOf('trade')

const RULES = [
  { id: SMR, title: 'Small modular reactors and Korea' },
  { id: TRADE, title: 'Trade' },
] as const

export const SUMMIT_TITLE = 'Korea and Singapore deepen their partnership at summit'

export const SUMMIT_TEXT = `The President of Korea and the Prime Minister of Singapore met on 2 March for the first time this year.

They announced that negotiations on improving the free trade agreement between Korea and Singapore, now twenty years old, will begin soon. Ministers signed five memorandums of understanding, among them one on small modular reactors (SMR) and one on artificial intelligence.

Under the memorandum on SMRs, both sides will look for business models together and train specialists. Both leaders spoke about stability in the region.`

export const KOREAN_TITLE = '한·싱가포르, 자유무역협정 개선 협상 개시 합의'

export const KOREAN_TEXT = `한국과 싱가포르가 정상회담에서 자유무역협정을 개선하기 위한 협상을 시작하기로 했다. 두 나라는 소형모듈원자로(SMR) 협력을 포함한 양해각서 다섯 건을 맺었다.

인공지능과 국방 분야의 협력도 넓혀 가기로 했다.`

/** Every place where a word stands, as the matcher would report it. */
export function spansFor(
  document: { readonly title: string; readonly text: string },
  words: readonly { readonly word: string; readonly concept?: string }[],
): readonly MatchSpan[] {
  return words.flatMap(({ word, concept }) =>
    (['title', 'text'] as const).flatMap((field) =>
      [...document[field].matchAll(new RegExp(word, 'g'))].map((hit) => ({
        field,
        start: hit.index,
        end: hit.index + hit[0].length,
        term: word,
        concept: concept ?? null,
      })),
    ),
  )
}

const variant = (ruleId: RuleId, term: string, concept: string | null = null): AlertVariant => ({
  ruleId,
  term,
  concept,
})

export const SUMMIT: AlertStory = {
  title: SUMMIT_TITLE,
  url: 'https://www.korea.example/news/policies/view?articleId=288101&lang=en',
  sourceTitle: 'Korea.net, Policies',
  country: 'South Korea',
  language: 'en',
  published: timestampOf(Date.UTC(2026, 2, 3, 0, 10)),
  seenAt: timestampOf(Date.UTC(2026, 2, 3, 0, 20)),
  occasion: 'new',
  changes: [],
  moreChangesCount: 0,
  ruleIds: [SMR, TRADE],
  variants: [
    variant(SMR, 'small modular reactor', 'smr'),
    variant(SMR, 'SMR', 'smr'),
    variant(SMR, 'Korea'),
    variant(TRADE, 'free trade agreement', 'fta'),
  ],
  excerpts: makeExcerpts(
    { title: SUMMIT_TITLE, text: SUMMIT_TEXT },
    spansFor({ title: SUMMIT_TITLE, text: SUMMIT_TEXT }, [
      { word: 'small modular reactors', concept: 'smr' },
      { word: 'SMRs?', concept: 'smr' },
      { word: 'Korea' },
      { word: 'free trade agreement', concept: 'fta' },
    ]),
  ),
  searched: 'article',
  articleProblem: null,
  alsoPublishedBy: [
    {
      sourceTitle: '산업통상부 보도자료',
      country: 'South Korea',
      url: 'https://www.motir.example/press/171200',
    },
    {
      sourceTitle: 'Ministry of Foreign Affairs',
      country: 'Singapore',
      url: 'https://www.mofa.example/news/39',
    },
  ],
}

export const SUMMIT_IN_KOREAN: AlertStory = {
  ...SUMMIT,
  title: KOREAN_TITLE,
  url: 'https://www.motir.example/press/171200',
  sourceTitle: '산업통상부 보도자료',
  language: 'ko',
  variants: [
    variant(SMR, '소형모듈원자로', 'smr'),
    variant(SMR, '한국'),
    variant(TRADE, '자유무역협정', 'fta'),
  ],
  excerpts: makeExcerpts(
    { title: KOREAN_TITLE, text: KOREAN_TEXT },
    spansFor({ title: KOREAN_TITLE, text: KOREAN_TEXT }, [
      { word: '소형모듈원자로', concept: 'smr' },
      { word: '한국' },
      { word: '자유무역협정', concept: 'fta' },
    ]),
  ),
  searched: 'content',
  articleProblem: { reason: 'the server did not answer within 15 s', willBeTriedAgain: true },
  alsoPublishedBy: [],
}

/** One story that hit two rules. */
export const SUMMIT_ALERT: AlertContent = {
  kind: 'news',
  subscriptionId: subscriptionIdOf('energy-desk'),
  timezone: 'Asia/Seoul',
  createdAt: timestampOf(Date.UTC(2026, 2, 3, 0, 20, 9)),
  rules: RULES,
  stories: [SUMMIT],
  part: null,
  omittedStoryCounts: [],
  notices: [],
  threadSubject: null,
  statements: [],
  isBlind: false,
  isCompact: false,
}

const WIND_TITLE = 'Öffentliche Anhörung zu kleinen Reaktoren in der Ostsee-Region'

/** A digest in several languages with notices, an edited story and one without a link. */
export const DIGEST_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  kind: 'digest',
  stories: [
    SUMMIT_IN_KOREAN,
    {
      ...SUMMIT,
      title: WIND_TITLE,
      url: null,
      sourceTitle: 'Umweltministerium',
      country: 'Germany',
      language: 'de',
      published: null,
      occasion: 'edited',
      ruleIds: [SMR],
      variants: [variant(SMR, 'SMR', 'smr')],
      excerpts: makeExcerpts(
        {
          title: WIND_TITLE,
          text: 'Das Ministerium lädt zur Anhörung über SMR ein. Der Termin ist der 9. April.',
        },
        spansFor(
          {
            title: WIND_TITLE,
            text: 'Das Ministerium lädt zur Anhörung über SMR ein. Der Termin ist der 9. April.',
          },
          [{ word: 'SMR' }],
        ),
      ),
      searched: 'teaser',
      alsoPublishedBy: [],
    },
    {
      ...SUMMIT,
      title: 'اتفاقية التجارة الحرة بين كوريا وسنغافورة',
      url: 'https://www.trade.example/ar/news/812',
      sourceTitle: 'وزارة التجارة',
      country: 'Egypt',
      language: 'ar',
      ruleIds: [TRADE],
      variants: [variant(TRADE, 'اتفاقية التجارة الحرة', 'fta')],
      excerpts: makeExcerpts(
        { title: '', text: 'ستبدأ المفاوضات حول تحسين اتفاقية التجارة الحرة (FTA) قريبا.' },
        spansFor(
          { title: '', text: 'ستبدأ المفاوضات حول تحسين اتفاقية التجارة الحرة (FTA) قريبا.' },
          [{ word: 'اتفاقية التجارة الحرة' }],
        ),
      ),
      alsoPublishedBy: [],
    },
  ],
  notices: [
    'Korea.net, Policies may have published items between Mon 2 Mar 2026, 14:00 and 18:30 that were not seen.',
  ],
}

/** What exceeds the budget of a day: many stories, by their headlines. */
export const OVERFLOW_ALERT: AlertContent = {
  ...DIGEST_ALERT,
  isCompact: true,
  notices: [
    'More matched than fits a day: the budget of 20 e-mails a day is used up, so the rest comes in this one digest.',
  ],
  stories: Array.from({ length: 8 }, () => DIGEST_ALERT.stories).flat(),
}

/** What a new feed had published before it was watched. */
export const ALREADY_PUBLISHED_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  kind: 'already-published',
  stories: [SUMMIT, SUMMIT_IN_KOREAN],
  part: null,
  omittedStoryCounts: [{ ruleId: TRADE, count: 14 }],
}
