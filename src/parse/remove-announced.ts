import { foldSpace } from '../core/text/fold-space.ts'
import { leadsElsewhere, listsFiles } from './leads-elsewhere.ts'
import { HEADINGS, type Measures, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Takes out what a heading announces as leading elsewhere ("Related links"), with the heading. */
export function removeAnnounced(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  for (const heading of [...root.querySelectorAll('h2, h3, h4, h5, h6, p, dt, strong')]) {
    if (!ANNOUNCES.test(foldSpace(heading.textContent))) continue
    const alone = widen(heading, root, measures)
    const followers = followersOf(alone)
    const announced = followers.slice(0, countLeading(followers, measures))
    if (announced.length === 0 || ![alone, ...announced].every(mayGo)) continue
    for (const element of [alone, ...announced]) element.remove()
  }
}

/** Only what means other articles: "More information" and "Other agreements" head parts of this one. */
const ANNOUNCES = new RegExp(
  `^(?:${[
    'related\\b|see also|read (?:more|next|also)\\b|you (?:may|might) (?:also )?(?:like|be interested)',
    'most (?:read|viewed|popular|recent|shared)|popular\\b|trending\\b|further reading|share (?:this|on)\\b|follow us',
    'more (?:from|like|in)\\b|(?:more|other|latest|recent|top|featured)(?: [\\w&-]+){0,2} (?:news|stories|articles|links|topics|releases|posts|pages|updates|events|headlines)\\b',
    '(?:more|latest|recent)$|voir aussi|à lire aussi|sur le même (?:sujet|thème)|mehr zum thema|weitere (?:meldungen|nachrichten|artikel|themen)',
    'verwandte|(?:noticias|artículos|notícias) relacionad[ao]s|más noticias|leia também',
    '관련\\s?(?:기사|뉴스|글|보도|소식|링크|사이트|게시물)|다른\\s?(?:기사|뉴스|글|소식)|최신\\s?(?:기사|뉴스|글|소식)|인기\\s?(?:기사|뉴스|글)|많이 본|더\\s?보기',
    '(?:関連|最新|人気|その他)の?(?:記事|ニュース|リンク|ページ|お知らせ)',
    '(?:相关|相關|更多|热门|熱門|最新)(?:新闻|新聞|文章|链接|鏈接|连结|連結|阅读|報道|报道|消息|资讯|資訊)',
  ].join('|')})`,
  'iu',
)

/** The largest element that holds nothing besides a heading. */
function widen(heading: PageElement, root: PageElement, measures: Measures): PageElement {
  const { proseChars, linkChars } = measures(heading)
  const holdsMore = (element: PageElement): boolean =>
    measures(element).proseChars + measures(element).linkChars > proseChars + linkChars
  let widest = heading
  let parent = widest.parentElement
  while (parent !== null && parent !== root && !holdsMore(parent)) {
    widest = parent
    parent = widest.parentElement
  }
  return widest
}

function followersOf(element: PageElement): readonly PageElement[] {
  const followers: PageElement[] = []
  let next = element.nextElementSibling
  while (next !== null && followers.length < MAX_FOLLOWERS) {
    followers.push(next)
    next = next.nextElementSibling
  }
  return followers
}

/** More teasers than this stand under no heading; it keeps a page of announcements from costing a square. */
const MAX_FOLLOWERS = 40

function countLeading(elements: readonly PageElement[], measures: Measures): number {
  const first = elements.findIndex((element) => {
    const isHeading = HEADINGS.has(element.localName) && measures(element).links === 0
    const isLeading = leadsElsewhere(measures(element)) || beginsWithLink(element)
    return isHeading || !isLeading || listsFiles(element)
  })
  return first === -1 ? elements.length : first
}

/** A teaser whose title is no heading. */
function beginsWithLink({ localName, children }: PageElement): boolean {
  const [first] = children
  return localName !== 'p' && first !== undefined && first.localName === 'a'
}
