/**
 * What the ids and classes of a page call the things around an article. A row applies to whole names, as they
 * stand between spaces: `nav` is a menu, `navigation-of-ships` is a subject. Hyphens, underscores
 * and case do not count: `top-menu` is `TopMenu` too.
 */
type NameRow = {
  readonly names: string
  readonly reason: string
  readonly most: FurnitureLimit
}

/**
 * Up to how much an element of that name is furniture: `half` of the page's prose, because many pages are
 * shorter than their menus; a `quarter`, for names that authors also give to parts of an article; `a line`,
 * for names of boxes that hold labels and numbers.
 */
export type FurnitureLimit = 'half' | 'quarter' | 'a line'

const TABLE: readonly NameRow[] = [
  {
    names:
      'nav navi nav-bar navigation main-nav sub-nav top-nav side-nav header-nav footer-nav menu menu-bar main-menu sub-menu top-menu side-menu left-menu quick-menu',
    reason: 'menus; the words in them stand on every page of the site',
    most: 'half',
  },
  {
    names: 'gnb lnb snb tnb fnb',
    reason: 'global, local, side, top and foot navigation, as Korean sites call them',
    most: 'half',
  },
  {
    names: 'breadcrumb breadcrumbs skip skip-nav skip-link',
    reason: 'where the page stands in the site, and jumps within it',
    most: 'half',
  },
  {
    names: 'footer site-footer foot-menu copyright family-site',
    reason: 'addresses and rights of the publisher',
    most: 'half',
  },
  {
    names: 'cookie cookies cookie-banner cookie-notice cookie-consent consent gdpr',
    reason: 'notices about the site itself',
    most: 'half',
  },
  {
    names: 'side-bar aside left-sidebar right-sidebar',
    reason: 'columns beside the article',
    most: 'half',
  },
  {
    names: 'comments comment-list comment-area comment-form disqus-thread',
    reason: 'what readers say',
    most: 'half',
  },
  {
    names:
      'related related-articles related-news popular most-read ranking comment reply recommend recommended',
    reason:
      'other articles, and what readers say; but also a minister’s comment or related measures',
    most: 'quarter',
  },
  {
    names: 'share sharing share-box share-tools sns sns-share social social-share print toolbar',
    reason: 'names of networks to pass the page on, which are the subject of other articles',
    most: 'a line',
  },
  {
    names:
      'view-info board-info bbs-info article-info post-info post-meta article-meta view-count hit hits',
    reason: 'department, date and number of readers above a post of a board',
    most: 'a line',
  },
]

const withoutMarks = (name: string): string => name.toLowerCase().replace(/[-_]/g, '')

const LIMITS: ReadonlyMap<string, FurnitureLimit> = new Map(
  TABLE.flatMap(({ names, most }) =>
    names.split(' ').map((name) => [withoutMarks(name), most] as const),
  ),
)

/** Limits of the names among those of an element; empty when none of them is furniture. */
export function findFurnitureLimits(names: string): readonly FurnitureLimit[] {
  return names.split(/\s+/).flatMap((name) => LIMITS.get(withoutMarks(name)) ?? [])
}
