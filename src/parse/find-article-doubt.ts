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

/** A sentence for people, or null when nothing speaks against the text. */
export function findArticleDoubt(
  text: string,
  page: { readonly title: string | null; readonly hasPasswordField: boolean },
  expectation: ArticleExpectation,
): string | null {
  if (text === '') return 'the page holds no article text'
  const expected = tellingWords(`${expectation.title} ${expectation.teaser ?? ''}`)
  const shared = shareOf(expected, `${page.title ?? ''} ${text}`)
  const isAbout = shared >= LEAST_SHARED
  if (isAbout || expected.length < LEAST_WORDS) return null

  if (page.hasPasswordField) return 'the page asks for a login'
  if (OBSTACLES.test(page.title ?? '') || (text.length < SHORT_CHARS && OBSTACLES.test(text))) {
    return `the page is not the article: “${(page.title ?? text).slice(0, 80)}”`
  }
  return shared === 0 ? 'the page shares no word with the title or the teaser' : null
}

/** Share of the telling words that must stand in the text for it to be about the same thing. */
const LEAST_SHARED = 0.3
/** Fewer words tell nothing. */
const LEAST_WORDS = 3
const SHORT_CHARS = 600

const OBSTACLES =
  /\b(log ?in|sign ?in|password|404|403|500|not found|no longer available|page (?:cannot|can't) be found|access denied|forbidden|captcha|are you (?:a )?(?:human|robot)|just a moment|enable (?:javascript|cookies)|accept (?:all )?cookies|cookie (?:settings|policy|consent)|service unavailable|under maintenance|error)\b|로그인|찾을 수 없|존재하지 않|접근이? ?(?:거부|제한)|오류|점검 중|ログイン|見つかりません|エラー|登录|找不到/iu

/**
 * Words that a text about the same thing repeats: long ones in alphabets; in Hangul the first two syllables of
 * a word, as particles change its end; in ideographs and kana every pair.
 */
function tellingWords(text: string): readonly string[] {
  const words = new Set<string>()
  const runs = text
    .toLowerCase()
    .match(/\p{sc=Hangul}{2,}|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{2,}|[\p{L}\p{N}]{5,}/gu)
  for (const run of runs ?? []) {
    if (/^\p{sc=Hangul}/u.test(run)) words.add(run.slice(0, 2))
    else if (/^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/u.test(run)) addPairs(words, run)
    else words.add(run)
  }
  return [...words].slice(0, 100)
}

function addPairs(words: Set<string>, run: string): void {
  const characters = [...run]
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1]
    if (next !== undefined) words.add(character + next)
  }
}

function shareOf(words: readonly string[], text: string): number {
  if (words.length === 0) return 1
  const lower = text.toLowerCase()
  return words.filter((word) => lower.includes(word)).length / words.length
}
