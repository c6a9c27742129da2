/** Stands in for whatever name we are reached by. */
const HERE = 'http://here.invalid'

/**
 * The page to go on to, from what an address or a form says; the front page where that leads anywhere but to a page of
 * ours, for the link to a login page may come from anybody.
 */
export function findNextPath(wanted: string | undefined): string {
  if (wanted === undefined || !/^\/(?![/\\])/.test(wanted)) return '/'
  const url = URL.parse(wanted, HERE)
  if (url === null || url.origin !== HERE) return '/'
  const path = `${url.pathname}${url.search}`
  // a path with two slashes in front, which a path with dots may become, would name another host
  return path.startsWith('//') || /^\/(login|logout)\b/.test(path) ? '/' : path
}

/** Address of the login page that leads on to this one. */
export function loginPathFor(path: string): string {
  return path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`
}
