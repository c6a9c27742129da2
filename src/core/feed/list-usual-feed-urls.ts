/** Where content management systems put a feed that no page announces, the commonest first. */
const BELOW_THE_PAGE = ['feed/', 'rss.xml']
const BELOW_THE_HOST = ['/rss.xml', '/feed/', '/feed.xml', '/atom.xml', '/rss', '/index.xml']

/** Addresses worth a look for the feed of a page, in the order in which to try them, each once. Few, because nobody asked for us there. */
export function listUsualFeedUrls(pageUrl: string): readonly string[] {
  const page = new URL(pageUrl)
  const folder = page.pathname.replace(/[^/]*\.[^/]*$/, '').replace(/\/*$/, '/')
  const below = folder === '/' ? [] : BELOW_THE_PAGE.map((name) => `${folder}${name}`)
  const paths = [...new Set([...below, ...BELOW_THE_HOST])]
  return paths.map((path) => `${page.origin}${path}`)
}
