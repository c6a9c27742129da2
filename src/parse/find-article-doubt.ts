import { carriesTitle } from './carries-title.ts'
import { listTellingWords } from './telling-words.ts'

/**
 * Why a page's text is not the article that a feed announced: login pages, cookie walls and error pages come
 * with status 200 too. Only where it is sure; a doubtful text is better than none, because it is what rules
 * are held against.
 */
export type ArticleExpectation = {
  readonly title: string
  /** The feed's own text about it. */
  readonly teaser: string | null
}

export type PageSigns = {
  /** What the page calls itself: og:title, title, main headings. */
  readonly titles: readonly string[]
  readonly hasPasswordField: boolean
}

/** A sentence for people, or null when nothing speaks against the text. */
export function findArticleDoubt(
  text: string,
  page: PageSigns,
  expectation: ArticleExpectation,
): string | null {
  if (text === '') return 'the page holds no article text'
  const expected = listTellingWords(`${expectation.title} ${expectation.teaser ?? ''}`)
  const isObstacle = (title: string): boolean => OBSTACLES.test(title) || STATUS.test(title)
  const obstacle = page.titles.find(isObstacle)
  const ownTitles = page.titles.filter((title) => !isObstacle(title))
  const said = `${ownTitles.join(' ')} ${text}`.toLowerCase()
  const shared = expected.filter((word) => said.includes(word)).length
  // a login page describes what it leads to
  const isLoginByName = page.hasPasswordField && page.titles.length > 0 && ownTitles.length === 0
  const sharesEnough = shared >= Math.max(LEAST_SHARED, expected.length * LEAST_SHARE)
  if (sharesEnough && !isLoginByName) return null
  if ([...page.titles, text].some((own) => carriesTitle(own, expectation.title))) return null

  const isShort = text.length < SHORT_CHARS
  const isOther = expected.length >= LEAST_WORDS && shared < expected.length * LEAST_SHARE
  // boards ask for a password below a long text too, with which readers delete their comments
  if (page.hasPasswordField && (isShort || isOther || obstacle !== undefined)) {
    return 'the page asks for a login'
  }
  if (obstacle !== undefined || (isShort && OBSTACLES.test(text))) {
    return `the page is not the article: “${(obstacle ?? page.titles[0] ?? text).slice(0, 80)}”`
  }
  return isOther && shared === 0 ? 'the page shares no word with the title or the teaser' : null
}

/** Telling words that must stand in the text for it to be about the same thing, and their share of all. */
const LEAST_SHARED = 2
const LEAST_SHARE = 0.3
/** That fewer words are missing tells nothing. */
const LEAST_WORDS = 3
const SHORT_CHARS = 600

const OBSTACLES =
  /\b(?:log ?in|sign ?in|password|not found|no longer available|page (?:cannot|can't) be found|access denied|forbidden|captcha|are you (?:a )?(?:human|robot)|just a moment|enable (?:javascript|cookies)|accept (?:all )?cookies|cookie (?:settings|policy|consent)|service unavailable|under maintenance|error)\b|로그인|비밀번호|찾을 수 없|존재하지 않|잘못된 (?:접근|경로|요청)|접근이? ?(?:거부|제한)|오류|점검 중|ログイン|見つかりません|エラー|登录|找不到/iu

/** In titles alone: articles speak of 500 households. */
const STATUS = /\b(?:404|403|500|503)\b/
