import { foldSpace } from '../core/text/fold-space.ts'
import { HEADINGS, type Measure, type Measures, measureElements } from './measure-page.ts'
import type { PageElement } from './page-document.ts'

/** Whether an element is there for its links: a list of them, or teasers whose headings are links. */
export function leadsElsewhere({
  links,
  linkChars,
  proseChars,
  headings,
  linkedHeadings,
}: Measure): boolean {
  if (links === 0) return false
  return linkChars >= proseChars || (headings > 0 && linkedHeadings === headings)
}

/** Takes out what a heading announces as leading elsewhere ("Related links"), with the heading, and signposts. */
export function removeAnnounced(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  for (const heading of [...root.querySelectorAll('h2, h3, h4, h5, h6, p, dt, strong')]) {
    if (!ANNOUNCES.test(foldSpace(heading.textContent).slice(0, LONGEST_SIGNPOST_CHARS))) continue
    const alone = widen(heading, root, measures)
    const announced = followersOf(alone).slice(0, countLeading(followersOf(alone), measures))
    if (announced.length === 0 || ![alone, ...announced].every(mayGo)) continue
    for (const element of [alone, ...announced]) element.remove()
  }
  for (const element of [...root.querySelectorAll('*')]) {
    if (mayGo(element) && isSignpost(element, measures(element))) element.remove()
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

/** A line that leads elsewhere: where we are ("Home > News"), or the titles of the items before and after. */
function isSignpost(element: PageElement, { links, linkChars, proseChars }: Measure): boolean {
  if (proseChars + linkChars > LONGEST_SIGNPOST_CHARS) return false
  const text = foldSpace(element.textContent)
  return (links > 0 && NEIGHBOUR.test(text)) || WHERE_WE_ARE.test(text)
}

const LONGEST_SIGNPOST_CHARS = 150
const NEIGHBOUR =
  /^(?:(?:이전|다음)\s?(?:글|기사|게시물)|(?:previous|next)(?: (?:article|post|story|page|news))?\s?[:›»]|前の記事|次の記事|上一篇|下一篇)/i
const WHERE_WE_ARE = /^(?:home|홈|トップ|首页|首頁|accueil|inicio|startseite)\s?[>›»/]/i

/** Takes out teasers: several blocks side by side, each under a heading of its own that is a link. */
export function removeTeasers(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  const teasers = new Map<PageElement, Set<PageElement>>()
  for (const heading of [...root.querySelectorAll('h2, h3, h4, h5, h6')]) {
    if (measures(heading).linkedHeadings === 0 && heading.closest('a') === null) continue
    const teaser = blockUnder(heading, root, measures)
    const list = teaser.parentElement
    if (list === null || teaser === heading || !mayGo(teaser)) continue
    teasers.set(list, (teasers.get(list) ?? new Set()).add(teaser))
  }
  for (const together of teasers.values()) {
    if (together.size < LEAST_TEASERS) continue
    for (const teaser of together) teaser.remove()
  }
}

const LEAST_TEASERS = 3

/** The largest element that has no other heading. */
function blockUnder(heading: PageElement, root: PageElement, measures: Measures): PageElement {
  let block = heading
  let parent = block.parentElement
  while (parent !== null && parent !== root && measures(parent).headings <= 1) {
    block = parent
    parent = block.parentElement
  }
  return block
}

/** Takes out lists of which most is links: menus, and titles of other articles. Lists of files stay. */
export function removeMenus(root: PageElement, mayGo: (element: PageElement) => boolean): void {
  const measures = measureElements(root)
  for (const element of [...root.querySelectorAll(LISTS)]) {
    if (mayGo(element) && isMenu(element, measures)) element.remove()
  }
}

/** Takes out the menus in the cells beside the one that holds the headline, where a table lays out the page. */
export function removeMenuCells(root: PageElement, headline: PageElement): void {
  const measures = measureElements(root)
  let cell = headline.closest('td')
  while (cell !== null) {
    for (const beside of [...(cell.parentElement?.children ?? [])]) {
      if (beside !== cell && isMenu(beside, measures)) beside.remove()
    }
    cell = cell.parentElement?.closest('td') ?? null
  }
}

const LISTS = 'ul, ol, dl, div, section, table, td'
const LEAST_LINKS = 3

function isMenu(element: PageElement, measures: Measures): boolean {
  const { links, linkChars, proseChars } = measures(element)
  return links >= LEAST_LINKS && linkChars > proseChars * 2 && !listsFiles(element)
}

function listsFiles(element: PageElement): boolean {
  const links = [...element.querySelectorAll('a')]
  const files = links.filter(
    (link) => FILE.test(link.getAttribute('href') ?? '') || FILE.test(link.textContent.trim()),
  )
  return files.length * 2 > links.length
}

const FILE =
  /\.(?:pdf|hwpx?|docx?|xlsx?|pptx?|odt|ods|zip|csv|txt)(?:\)|\s*[([].{0,40}[)\]])?(?:[?#].*)?$/i
