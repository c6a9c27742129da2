import type { Edge } from './source-tree.ts'

/** Who may import whom; docs/ARCHITECTURE.md says the same in words. A place is a folder of src or a file in it. */
type Place =
  | (typeof SECOND_RING)[number]
  | 'core'
  | 'threads'
  | 'pipeline'
  | 'app.ts'
  | 'daemon'
  | 'web'
  | 'cli'
  | 'main.ts'

const SECOND_RING = ['config', 'fetch', 'parse', 'store', 'mail', 'observe'] as const
const INNER: readonly Place[] = ['core', ...SECOND_RING, 'pipeline']

const PLACES: Readonly<Record<Place, readonly Place[]>> = {
  core: [],
  threads: ['core'], // how those of the second ring talk to threads of theirs
  config: ['core'],
  fetch: ['core', 'threads'],
  parse: ['core'],
  store: ['core'],
  mail: ['core', 'threads'],
  observe: ['core'],
  pipeline: ['core', ...SECOND_RING],
  'app.ts': INNER,
  daemon: INNER,
  web: INNER,
  cli: [...INNER, 'daemon', 'web', 'app.ts'],
  'main.ts': ['cli'],
}

/** A package belongs to the places named here; all others go through them. */
export const PACKAGE_IMPORTERS: Readonly<Record<string, readonly Place[]>> = {
  '@hono/node-server': ['web'],
  '@mozilla/readability': ['parse'],
  'better-sqlite3': ['store'],
  croner: ['core'],
  diff: ['core'],
  franc: ['core'],
  'dictionary-ko': ['config'],
  hono: ['web'],
  htmlparser2: ['core', 'parse'],
  'ipaddr.js': ['fetch'],
  kysely: ['store'],
  linkedom: ['parse'],
  'node-cron': ['daemon'],
  nodemailer: ['mail'],
  pino: ['observe'],
  'postal-mime': ['web'],
  'prom-client': ['observe'],
  'rss-parser': ['parse'],
  yaml: ['config'],
  zod: ['config'],
}

/** Of Node's own modules core may hash, and load a package when it is needed; all others do I/O, read the clock or throw dice. */
const CORE_BUILTINS: readonly string[] = ['node:crypto', 'node:module']

/** What opens connections stands where addresses are guarded; `web` and the demo of `cli` serve on this machine. */
const NETWORK_IMPORTERS: Readonly<Record<string, readonly Place[]>> = {
  'node:http': ['fetch', 'web', 'cli'],
  'node:https': ['fetch'],
  'node:http2': ['fetch'],
  'node:dns': ['fetch'],
  'node:tls': ['fetch', 'mail'],
  'node:dgram': [],
}

/** One line for each edge that the tables do not allow, with the reason. */
export function findForbiddenImports(edges: readonly Edge[]): readonly string[] {
  return edges.flatMap((edge) => {
    const reason = findReason(edge)
    return reason === null ? [] : [`${edge.from} -> ${edge.to}: ${reason}`]
  })
}

function findReason({ from, to }: Edge): string | null {
  if (from.startsWith('migrations/')) {
    return to === 'kysely' || to.startsWith('node:')
      ? null
      : 'a migration imports kysely and what Node has, for it is frozen in time'
  }
  const place = placeOf(from)
  if (place === null) return 'the importing file stands in no known place'
  if (to.startsWith('node:')) return findBuiltinReason(place, to)
  if (!to.includes('.ts')) {
    const importers = PACKAGE_IMPORTERS[to]
    if (importers === undefined) return 'the package has no importer in the table'
    return importers.includes(place) ? null : `only ${importers.join(' and ')} may import it`
  }
  const target = placeOf(to)
  if (target === null) return 'the imported file stands in no known place'
  return target === place || PLACES[place].includes(target)
    ? null
    : `${place} may not import ${target}`
}

function findBuiltinReason(place: Place, to: string): string | null {
  if (place === 'core') return CORE_BUILTINS.includes(to) ? null : 'core does no I/O'
  const importers = NETWORK_IMPORTERS[to.replace(/\/.*$/, '')]
  return importers === undefined || importers.includes(place)
    ? null
    : 'connections are opened where addresses are guarded'
}

function placeOf(file: string): Place | null {
  const [root, name] = file.split('/')
  return root === 'src' && name !== undefined && name in PLACES
    ? (name as Place) // a key of PLACES, as just seen
    : null
}

/** One line for each circle of imports, `a -> b -> a`. */
export function findCycles(edges: readonly Edge[]): readonly string[] {
  const next = Map.groupBy(edges, (edge) => edge.from)
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) {
      cycles.push([...trail.slice(start), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return cycles
}
