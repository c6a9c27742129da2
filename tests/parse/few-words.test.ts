import { describe, expect, it } from 'vitest'
import { type ArticleResult, extractArticle } from '../../src/parse/extract-article.ts'
import { bytesOf } from './read-fixture.ts'

function extract(
  page: string,
  title: string,
  teaser: string | null = null,
): Promise<ArticleResult> {
  return extractArticle(bytesOf(page), null, 'https://ministry.example/news/2', { title, teaser })
}

const SIGN_IN = `<html><head><title>Sign in</title></head><body><div class="box">
  <p>Sign in with the account of your office to go on to the members' pages.</p>
  <form><input name="user"><input type="password" name="pass"><button>Go</button></form></div></body></html>`

const NOT_FOUND = `<html><head><title>404 Not Found</title></head><body><h1>Ministry of Lakes</h1>
  <p>Page not found. The address may have changed, or the page was taken off the site.</p></body></html>`

const KOREAN_LOGIN = `<html lang="ko"><head><meta charset="utf-8"><title>회원 로그인</title></head><body>
  <p>서비스를 이용하시려면 아이디와 비밀번호를 입력해 주시기 바랍니다.</p>
  <form><input type="password"></form></body></html>`

const KOREAN_ERROR = `<html lang="ko"><head><meta charset="utf-8"><title>호수부</title></head><body>
  <p>잘못된 경로로 접근하셨습니다. 첫 화면에서 다시 이용해 주시기 바랍니다.</p></body></html>`

const SHORT_TITLES = [
  'SMR pact: new EU rules',
  '한미 정상회담',
  'Korea, US sign deal on chips',
  'Members',
  '',
] as const

describe('a page behind an item of which the feed says little', () => {
  it.each(SHORT_TITLES)('is refused when it asks for a login instead of “%s”', async (title) => {
    expect(await extract(SIGN_IN, title)).toEqual({
      kind: 'no-article',
      reason: 'the page asks for a login',
    })
  })

  it.each(SHORT_TITLES)('is refused when it is not found instead of “%s”', async (title) => {
    expect(await extract(NOT_FOUND, title)).toEqual({
      kind: 'no-article',
      reason: 'the page is not the article: “404 Not Found”',
    })
  })

  it.each(SHORT_TITLES)('is refused in Korean instead of “%s”', async (title) => {
    expect(await extract(KOREAN_LOGIN, title)).toMatchObject({ kind: 'no-article' })
    expect(await extract(KOREAN_ERROR, title)).toMatchObject({ kind: 'no-article' })
  })

  it('is refused when a login page shares one word of three by chance', async () => {
    expect(await extract(SIGN_IN, 'Members elect new board chair')).toMatchObject({
      kind: 'no-article',
    })
  })

  it('is refused when a page that calls itself a login repeats words of it', async () => {
    const page = SIGN_IN.replace(
      'Sign in with',
      'Board elections: sign in as members of the board, with',
    )

    const result = await extract(page, 'Members elect board', 'The board is new.')

    expect(result).toEqual({ kind: 'no-article', reason: 'the page asks for a login' })
  })
})

/** A box for members stands on every page of some sites, and one for a comment below every post. */
const page = (title: string, body: string): string =>
  `<html><head><meta charset="utf-8"><title>${title}</title></head><body>
  <form><input name="id"><input type="password"></form><div class="view">${body}</div></body></html>`

const KOREAN_BODY =
  '<p>양국은 3일 서울에서 만나 원전 협력과 조선업 투자를 논의했다. 다음 회의는 가을에 열린다.</p>'
const ENGLISH_BODY =
  '<p>Drivers pay four cents less from Friday. The levy had been in force for 500 days, and its password was thrift.</p>'

describe('a short article on a page with a password field', () => {
  it.each([
    ['in the title of the page', '한미 정상회담', page('한미 정상회담 | 호수부', KOREAN_BODY)],
    [
      'in the text',
      '한미 정상회담',
      page('보도자료', `<p>한미 정상회담이 열렸다.</p>${KOREAN_BODY}`),
    ],
    ['in its heading', 'EU ends gas tax', page('News', `<h1>EU ends gas tax</h1>${ENGLISH_BODY}`)],
    ['with another end', 'EU ends gas tax', page('EU ends gas tax – Office', ENGLISH_BODY)],
    ['after the kind of news', '[News] EU ends gas tax', page('EU ends gas tax', ENGLISH_BODY)],
    ['as one word', 'Scales', page('Scales', ENGLISH_BODY)],
  ])('is accepted for its headline %s', async (_where, title, html) => {
    expect(await extract(html, title)).toMatchObject({ kind: 'extracted' })
  })

  it('is accepted without its headline when it is long', async () => {
    const text = '<p>Drivers pay four cents less from Friday, and hauliers pay six.</p>'.repeat(12)

    expect(await extract(page('News', text), 'EU ends gas tax')).toMatchObject({
      kind: 'extracted',
    })
  })
})

describe('a short article without any sign of an obstacle', () => {
  it.each([
    ['SMR pact: new EU rules', '<p>The council agreed on reactors of up to 300 megawatts.</p>'],
    ['한미 정상회담', '<p>양국은 3일 서울에서 만나 원전 협력을 논의했다. 500명이 참석했다.</p>'],
    ['Gas tax ends', '<p>About 500 households of 403 streets are freed of the levy.</p>'],
    ['', '<p>The weir opens on Monday.</p>'],
  ])('is accepted though it repeats no word of “%s”', async (title, body) => {
    const html = `<html><head><meta charset="utf-8"><title>News</title></head><body>${body}</body></html>`

    expect(await extract(html, title)).toMatchObject({ kind: 'extracted' })
  })
})
