/**
 * What the classes and ids of a page call the things around an article: the one table of such names. Upper case does
 * not count, nor do hyphens and underscores: `top-menu` is `TopMenu` too. An element that holds the headline is never
 * furniture, whatever it is called (remove-furniture.ts).
 */
type NameRow = {
  readonly names: string
  /** A `whole` class or id, or a `part` of one between hyphens: `cookie-banner` in `gem-c-cookie-banner`. */
  readonly as: 'whole' | 'part'
  readonly goes: FurnitureRule
  readonly reason: string
}

/**
 * When an element of that name is furniture: `always`; when it leads elsewhere (`links`), as authors also give the name
 * to parts of an article; or when it leads elsewhere or is no longer than a `line`, for boxes that hold labels.
 */
export type FurnitureRule = 'always' | 'line' | 'links'

const TABLE: readonly NameRow[] = [
  {
    names:
      'nav navi nav-bar navigation main-nav sub-nav top-nav side-nav header-nav footer-nav menu menu-bar main-menu sub-menu top-menu side-menu left-menu quick-menu mega-menu site-map',
    as: 'whole',
    goes: 'always',
    reason: 'menus; the words in them stand on every page of the site',
  },
  {
    names: 'gnb lnb snb tnb fnb quick-menu',
    as: 'part',
    goes: 'always',
    reason: 'global, local, side, top and foot navigation, as Korean sites call them',
  },
  {
    names: 'breadcrumb breadcrumbs skip-nav skip-link pagination pager paging prev-next',
    as: 'part',
    goes: 'always',
    reason: 'where the page stands in the site, and jumps from it',
  },
  {
    names: 'footer site-footer foot-menu family-site skip aside satisfaction',
    as: 'whole',
    goes: 'always',
    reason: 'feet and sides of pages, and what asks whether a page pleases',
  },
  {
    names:
      'cookie-banner cookie-notice cookie-consent cookie-message cookie-bar cookies-banner consent-banner gdpr',
    as: 'part',
    goes: 'always',
    reason: 'notices about the site itself',
  },
  {
    names: 'cookie cookies',
    as: 'whole',
    goes: 'always',
    reason: 'the same; as a part of a name it may be the subject',
  },
  {
    names: 'side-bar adsense advertisement most-read most-viewed most-popular',
    as: 'part',
    goes: 'always',
    reason: 'columns beside the article, and what they hold',
  },
  {
    names: 'comments comment-list comment-area comment-form disqus-thread',
    as: 'whole',
    goes: 'always',
    reason: 'what readers say',
  },
  {
    names:
      'related related-articles related-news popular ranking comment reply replies recommend recommended',
    as: 'whole',
    goes: 'line',
    reason:
      'other articles, and what readers say; but also a minister’s comment or related measures',
  },
  {
    names:
      'share sharing share-box share-tools share-bar sns sns-share social social-share print toolbar feedback newsletter',
    as: 'whole',
    goes: 'line',
    reason: 'names of networks to pass the page on, which are the subject of other articles',
  },
  {
    names:
      'view-info board-info bbs-info article-info post-info post-meta article-meta view-count hit hits copyright',
    as: 'whole',
    goes: 'line',
    reason: 'department, date, number of readers and rights around a post of a board',
  },
  {
    names:
      'related recommend recommended recommendations popular trending ranking latest teaser teasers share sharing sns social reply replies consent newsletter subscribe subscription ad ads banner promo promotion sponsor sponsored widget toolbar print',
    as: 'part',
    goes: 'links',
    reason: 'also subjects: market share, social affairs, promotion of trade',
  },
]

const withoutMarks = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

const WHOLE_NAMES: ReadonlyMap<string, FurnitureRule> = new Map(
  TABLE.filter(({ as }) => as === 'whole').flatMap(({ names, goes }) =>
    names.split(' ').map((name) => [withoutMarks(name), goes] as const),
  ),
)

/** `has-sidebar` stands on the element beside the bar, or around both. */
const partsThatGo = (rule: FurnitureRule): RegExp => {
  const parts = TABLE.filter(({ as, goes }) => as === 'part' && goes === rule)
    .flatMap(({ names }) => names.split(' '))
    .map((name) => name.replaceAll('-', '[-_]?'))
  return new RegExp(
    `(?<=^|\\s|(?<!(?:^|[\\s_-])(?:has|with|without|no))[_-])(?:${parts.join('|')})(?=$|[\\s_-])`,
    'i',
  )
}
const ALWAYS = partsThatGo('always')
const LINKS = partsThatGo('links')

/** When an element with these classes and ids is furniture; null when no name says so. */
export function findFurnitureRule(names: string): FurnitureRule | null {
  if (names.trim() === '') return null
  const whole = names.split(/\s+/).flatMap((name) => WHOLE_NAMES.get(withoutMarks(name)) ?? [])
  if (whole.includes('always') || ALWAYS.test(names)) return 'always'
  if (whole.includes('line')) return 'line'
  return LINKS.test(names) ? 'links' : null
}
