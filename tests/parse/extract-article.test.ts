import { describe, expect, it } from 'vitest'
import { type ArticleResult, extractArticle } from '../../src/parse/extract-article.ts'
import { bytesOf, readFixture } from './read-fixture.ts'

const URL_OF_PAGE = 'https://ministry.example/news/1'

function extract(
  page: string,
  title: string,
  teaser: string | null = null,
): Promise<ArticleResult> {
  return extractArticle(readFixture(`pages/${page}.html`), null, URL_OF_PAGE, { title, teaser })
}

async function textOf(page: string, title: string): Promise<string> {
  const result = await extract(page, title)
  expect(result).toMatchObject({ kind: 'extracted' })
  return result.kind === 'extracted' ? result.text : ''
}

const LINES =
  'The ministers of both countries met in the morning and agreed to work together on energy.'

/** A page with something heavy before its article, or in the middle of it. */
const heavyPage = (before: string, amid: string): string =>
  `<!doctype html><html><head><title>Ministers meet</title>${before}</head><body><article><h1>Ministers meet</h1><p>${LINES}</p>${amid}<p>They also spoke of small reactors.</p></article></body></html>`

const MEGABYTES = 'y'.repeat(3_200_000)

async function read(html: string): ReturnType<typeof extractArticle> {
  const url = 'https://a.test/1'
  return await extractArticle(Buffer.from(html), 'text/html', url, {
    title: 'Ministers meet',
    teaser: null,
  })
}

describe('a page of megabytes', () => {
  it.each([
    ['a script', `<script>var x = "${MEGABYTES}"</script>`, ''],
    ['a style sheet', `<STYLE media=all>${MEGABYTES}</STYLE >`, ''],
    ['a comment', '', `<!-- ${MEGABYTES} -->`],
    ['a picture', '', `<img src="data:image/jpeg;base64,${MEGABYTES}" alt="">`],
  ])('is read whole behind %s', async (_, before, amid) => {
    const result = await read(heavyPage(before, amid))

    expect(result).toMatchObject({ shortfall: null, text: expect.stringContaining('reactors') })
  })

  it('is read from its beginning, and says so, when its text is that long', async () => {
    const result = await read(heavyPage('', `<p>${'word '.repeat(700_000)}</p>`))

    expect(result).toMatchObject({ shortfall: { kind: 'cut' } })
  })

  it.each(['<!--', '<script>', '<script></scrip', 'data:image/png;base64,'])(
    'of “%s” alone is looked through in a moment',
    async (part) => {
      const startedAt = performance.now()

      await read(heavyPage('', part.repeat(5_000_000 / part.length)))

      expect(performance.now() - startedAt).toBeLessThan(3_000)
    },
  )

  it('is weighed in a moment, however deep its text stands', async () => {
    const html = `<title>Ministers meet</title>${'<div>'.repeat(180)}<p>${'word '.repeat(500_000)}</p>${'</div>'.repeat(180)}`
    const startedAt = performance.now()

    const result = await read(html)

    expect(result).toMatchObject({ kind: 'extracted' })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})

describe('a page that ends early', () => {
  it('is read as far as it came, and says so', async () => {
    const html = heavyPage('', '')

    const result = await read(html.slice(0, html.indexOf('also spoke')))

    expect(result).toMatchObject({
      shortfall: { kind: 'broken-off' },
      text: expect.stringContaining(LINES),
    })
  })

  it.each(['</article></body>', '</article></html>', '</article>'])(
    'is whole when it ends in %s, as HTML allows',
    async (end) => {
      const html = heavyPage('', '')

      const result = await read(html.replace('</article></body></html>', end))

      expect(result).toMatchObject({ shortfall: null })
    },
  )
})

describe('the article of a page', () => {
  it('comes whole, with title and language, and without what surrounds it', async () => {
    const result = await extract(
      'semantic-article-with-asides',
      'Harbour authority opens talks on tidal power',
    )

    expect(result).toEqual({
      kind: 'extracted',
      title: 'Harbour authority opens talks on tidal power',
      language: 'en-gb',
      shortfall: null,
      text: [
        'Harbour authority opens talks on tidal power',
        'A first round with three bidders begins on Monday.',
        'The harbour authority said on Friday that it would negotiate with three bidders about turbines in the outer basin, the first of their kind on this coast.',
        'Talks are to end by autumn. The ministry will then publish an environmental statement and ask the fisheries board for its opinion.',
        'Residents may send comments until the end of the month, in writing or at the town hall.',
      ].join('\n\n'),
    })
  })

  it('is found in the nested divisions of a board, with paragraphs made of line breaks', async () => {
    const text = await textOf('korean-board-with-line-breaks', '해조류 양식장 실태조사 착수')

    expect(text).toContain('□ 해양자원부는 3일부터 남해안 해조류 양식장 2백 곳을')
    expect(text).toContain('모두 포함된다.\n○ 조사 결과는 6월 말에 공개할 예정이다.\n\n□ 장관은')
    expect(text).toContain('저금리 융자 제도도 하반기에 도입된다.')
  })

  it.each(['공지사항', '정책마당', '갯벌', '등대', '산하기관', '우편번호', '만족하십니까', '홈 >'])(
    'leaves out %s, which stands around the article of a board',
    async (furniture) => {
      const text = await textOf('korean-board-with-line-breaks', '해조류 양식장 실태조사 착수')

      expect(text).not.toContain(furniture)
    },
  )

  it('is decoded by the charset of the meta element', async () => {
    const text = await textOf('korean-board-in-euc-kr', '해조류 양식장 실태조사 착수')

    expect(text).toContain('연안 어업인을 위한 저금리 융자 제도')
  })

  it('may have two short paragraphs', async () => {
    const text = await textOf('notice-of-two-paragraphs', 'Scales at markets')

    expect(text).toBe(
      'Scales at markets\n\nFrom 1 May every scale at a public market must carry the new seal.\n\nTraders may have theirs tested free of charge.',
    )
  })

  it('keeps its tables cell by cell, and its lists', async () => {
    const text = await textOf('article-with-a-table', 'Quotas for timber in the second quarter')

    expect(text).toContain('Spruce\n\n140\n\nLarch\n\n35\n\nSmall\n\nmodular sheds')
    expect(text).toContain('Fees stay as they are, at twelve crowns.')
    expect(text).toContain('The forestry commission published on Tuesday')
    expect(text).toContain('An appeal is possible within two weeks')
    expect(text).not.toContain('Cork')
  })

  it('is found in a page that is one form', async () => {
    const text = await textOf(
      'page-inside-a-form',
      'Dredging of the northern canal to begin in April',
    )

    expect(text).toContain('will begin to dredge the northern canal in April')
    expect(text).toContain('Two dredgers have been ordered')
    expect(text).not.toMatch(/elephants|Xylophone|Hindi/)
  })

  it('is not one of the cards around it that are marked as articles', async () => {
    const text = await textOf(
      'cards-around-the-article',
      'Council adopts the charter on night buses',
    )

    expect(text).toContain('a charter that obliges every town to run night buses')
    expect(text).toContain('up to a ceiling that is to be fixed')
    expect(text).not.toMatch(/Velodrome|Chess|Beekeepers/)
  })

  it('is found where the mark holds the headline alone', async () => {
    const text = await textOf('mark-around-the-headline-alone', 'Bridge tolls end')

    expect(text).toContain('The tolls on both bridges end')
    expect(text).toContain('Lorries go on paying')
    expect(text).not.toMatch(/Most read|Tunnel|Pothole/)
  })

  it('is found in Japanese, where words have no spaces', async () => {
    const text = await textOf('japanese-press-release', '港湾の利用に関する指針の改定について')

    expect(text).toContain('小型船の利用者の負担を減らします。')
    expect(text).toContain('項目\n\n夜間入港届')
    expect(text).not.toMatch(/統計資料|水族館/)
  })

  it('is found in a page without body or end tags', async () => {
    const text = await textOf('without-body-tag', 'Wells to be tested this summer')

    expect(text).toContain('every private well in the valley')
    expect(text).toContain('consult at the library.')
  })
})

describe('a page that is not the article', () => {
  const TITLE = 'Minister announces reform of the pension system'
  const TEASER = 'Contributions rise from January and pensions follow wages.'

  it.each([
    ['login-with-status-200', 'the page asks for a login'],
    ['cookie-wall', 'the page is not the article: “Before you continue”'],
    ['some-other-page', 'the page shares no word with the title or the teaser'],
  ])('is refused with the reason: %s', async (page, reason) => {
    expect(await extract(page, TITLE, TEASER)).toEqual({ kind: 'no-article', reason })
  })

  it('is refused in Korean too', async () => {
    const result = await extract(
      'not-found-with-status-200',
      '연금 제도 개편안 발표',
      '보험료율은 내년부터 인상된다',
    )

    expect(result).toEqual({
      kind: 'no-article',
      reason: 'the page is not the article: “요청하신 페이지를 찾을 수 없습니다”',
    })
  })

  it('is taken for the article when it says what the feed announced, whatever its title', async () => {
    const page = `<html><head><title>Error rates fall</title></head><body><p>${TITLE}.</p><p>${TEASER}</p></body></html>`

    const result = await extractArticle(bytesOf(page), null, URL_OF_PAGE, {
      title: TITLE,
      teaser: TEASER,
    })

    expect(result).toMatchObject({ kind: 'extracted' })
  })

  it.each([
    ['a PDF document', '%PDF-1.7'],
    ['an empty document', ''],
    ['a JSON document', '{"a":1}'],
    ['a feed', '<rss><channel/></rss>'],
  ])('is no page at all but %s', async (what, body) => {
    const result = await extractArticle(bytesOf(body), null, URL_OF_PAGE, {
      title: TITLE,
      teaser: null,
    })

    expect(result).toEqual({ kind: 'no-article', reason: `${URL_OF_PAGE} is ${what}` })
  })

  it('is refused when it nests too deeply to be read', async () => {
    const page = bytesOf(`<html><body>${'<div>'.repeat(500_000)}`)

    const result = await extractArticle(page, null, URL_OF_PAGE, { title: TITLE, teaser: null })

    expect(result).toEqual({
      kind: 'no-article',
      reason: 'the page nests more than 200 elements',
    })
  })

  it('is refused when it has more elements than any article', async () => {
    const page = bytesOf(`<html><body>${'<p>x</p>'.repeat(100_000)}`)

    const result = await extractArticle(page, null, URL_OF_PAGE, { title: TITLE, teaser: null })

    expect(result).toMatchObject({ kind: 'no-article', reason: expect.stringContaining('20000') })
  })
})
