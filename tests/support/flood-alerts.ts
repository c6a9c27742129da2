import type { AlertContent, AlertStory } from '../../src/core/alert/alert-content.ts'
import { makeExcerpts } from '../../src/core/alert/excerpt.ts'
import { ruleIdOf } from '../../src/core/ids.ts'
import { SUMMIT, SUMMIT_ALERT, SUMMIT_TEXT, spansFor } from './sample-alert.ts'
import { EDITED_IN_ARABIC, EDITED_SUMMIT } from './sample-updates.ts'

/** Alerts too large for one e-mail, in letters that take from one byte to four, and more on their way. */

const SENTENCES: Readonly<Record<string, string>> = {
  English: SUMMIT_TEXT,
  Korean:
    '한국과 싱가포르가 정상회담에서 자유무역협정을 개선하기 위한 협상을 시작하기로 했고 두 나라는 소형모듈원자로 협력을 포함한 양해각서 다섯 건을 맺었다.',
  Arabic:
    'ستبدأ المفاوضات حول تحسين اتفاقية التجارة الحرة بين البلدين في مارس المقبل كما أعلن الوزراء.',
  emoji: '🚢⚛🏗'.repeat(40),
  'signs that markup escapes': '"a" & <b> = \'c\' '.repeat(15),
}

export const LETTERS: readonly string[] = Object.keys(SENTENCES)

/** `count` stories of which each begins with a mark of its own: TOK0X, TOK1X … */
export function floodOf(letters: string, kind: AlertContent['kind'], count: number): AlertContent {
  const sentence = SENTENCES[letters] ?? ''
  const text = `${sentence} SMR ${sentence}`
  const excerpts = makeExcerpts(
    { title: '', text },
    spansFor({ title: '', text }, [{ word: 'SMR' }]),
  )
  const edited = letters === 'English' ? EDITED_SUMMIT : EDITED_IN_ARABIC
  const told: Partial<AlertStory> =
    kind === 'edit' ? { excerpts: [], occasion: 'edited', changes: edited.changes } : { excerpts }
  const stories = Array.from({ length: count }, (_, index) => ({
    ...SUMMIT,
    ...told,
    title: `TOK${index}X ${sentence.slice(0, 20 + (index % 60)).toWellFormed()}`,
    sourceTitle: sentence.slice(0, 30).toWellFormed(),
  }))
  return { ...SUMMIT_ALERT, kind, stories }
}

const RULES = Array.from({ length: 60 }, (_, index) => ruleIdOf(`rule-${index}`))

/** As large as a story can be: every text far longer than it may be. */
function longStory(filling: string): AlertContent {
  const long = filling.repeat(3_000)
  const link = `https://example.org/?${'&='.repeat(980)}`
  const story: AlertStory = {
    ...SUMMIT,
    title: long,
    sourceTitle: long,
    country: long,
    url: link,
    ruleIds: RULES,
    variants: RULES.flatMap((ruleId) =>
      Array.from({ length: 20 }, (_, index) => ({
        ruleId,
        term: `${index}${long}`,
        concept: `${index}${long}`,
      })),
    ),
    articleProblem: { reason: long, willBeTriedAgain: true },
    alsoPublishedBy: Array.from({ length: 50 }, () => ({
      sourceTitle: long,
      country: `${long}x`,
      url: link,
    })),
  }
  return {
    ...SUMMIT_ALERT,
    rules: RULES.map((id) => ({ id, title: long })),
    stories: [story],
    notices: Array.from({ length: 500 }, () => long),
  }
}

export const EVERY_LONG_STORY: readonly (readonly [string, AlertContent])[] = [
  'a',
  '"',
  '=',
  '한',
  'ש',
  '🚢',
].map((filling) => [filling, longStory(filling)])
