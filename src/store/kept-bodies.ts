import { createHash } from 'node:crypto'
import { lstat, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type FeedId, feedIdOf } from '../core/ids.ts'
import type { PrunedFiles } from '../core/pruned-files.ts'
import { type Timestamp, timestampOf } from '../core/time.ts'

/**
 * Documents as they came, for looking into a feed that misbehaves: one file each, `<data>/bodies/FEED/20260303T002009123Z.xml`,
 * which `inspect` reads. Ids of feeds are letters, digits, `-` and `_`, so they are names of folders as they are.
 */
const FOLDER = 'bodies'
const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.(?:xml|json|html|txt)$/

const PART = '.part'

/** A document is 16 MB at most, and most are a hundred times smaller. */
const MOST_BYTES_OF_A_FEED = 64 * 1024 * 1024

/** Writes a document; the oldest ones of its feed make room for it. Rejects with the system's error. */
export async function saveBody(
  dataDir: string,
  feedId: FeedId,
  bytes: Uint8Array,
  at: Timestamp,
): Promise<void> {
  const folder = path.join(dataDir, FOLDER, feedId)
  const file = path.join(folder, `${at.replace(/[-:.]/g, '')}.${extensionOf(bytes)}`)
  await mkdir(folder, { recursive: true })
  await writeFile(`${file}${PART}`, bytes) // what is cut off by a crash bears no name of a document
  await rename(`${file}${PART}`, file)
  const files = await listBodies(folder)
  let total = 0
  for (const { name, size } of files.toReversed()) {
    total += size
    if (total > MOST_BYTES_OF_A_FEED && name !== path.basename(file)) {
      await rm(path.join(folder, name), { force: true })
    }
  }
}

/** The SHA-256 of a feed's newest document; null: there is none that can be read. */
export async function hashNewestBody(dataDir: string, feedId: FeedId): Promise<string | null> {
  const folder = path.join(dataDir, FOLDER, feedId)
  const newest = (await listBodies(folder)).at(-1)
  if (newest === undefined) return null
  const bytes = await readFile(path.join(folder, newest.name)).catch(() => null)
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex')
}

export type BodyTerms = {
  readonly before: Timestamp
  /** Of each of these the newest stays, for a feed that does not change is written once. */
  readonly feedIds: ReadonlySet<FeedId>
}

/** Removes (or counts) the documents that are older, and folders that are empty then. Never rejects. */
export async function pruneBodies(
  dataDir: string,
  { before, feedIds }: BodyTerms,
  mode: 'remove' | 'count',
): Promise<PrunedFiles> {
  const problems: string[] = []
  let [count, bytes] = [0, 0]
  const root = path.join(dataDir, FOLDER)
  for (const feed of await readdir(root).catch(() => [])) {
    const folder = path.join(root, feed)
    const files = await listBodies(folder)
    const newest = feedIds.has(feedIdOf(feed)) ? files.at(-1) : undefined
    const cutOff = await listBodies(folder, PART)
    for (const file of [...files, ...cutOff].filter((one) => one !== newest && one.at < before)) {
      try {
        if (mode === 'remove') await rm(path.join(folder, file.name))
        count += 1
        bytes += file.size
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error))
      }
    }
    if (mode === 'remove') await rmdir(folder).catch(ignoreFullFolder)
  }
  if (mode === 'remove') await rmdir(root).catch(ignoreFullFolder)
  return { count, bytes, problems }
}

function ignoreFullFolder(): void {}

type Body = { readonly name: string; readonly at: Timestamp; readonly size: number }

/** The documents of a folder, the oldest first; or what crashes have left of some. */
async function listBodies(folder: string, suffix = ''): Promise<readonly Body[]> {
  const names = await readdir(folder).catch(() => [])
  const bodies = await Promise.all(
    names.toSorted().map(async (name): Promise<Body | null> => {
      if (!name.endsWith(suffix)) return null
      const stem = name.slice(0, name.length - suffix.length)
      const [, year, month, day, hour, minute, second, ms] = NAME.exec(stem) ?? []
      const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`)
      if (Number.isNaN(at)) return null
      const stats = await lstat(path.join(folder, name)).catch(() => null)
      return stats?.isFile() === true ? { name, at: timestampOf(at), size: stats.size } : null
    }),
  )
  return bodies.filter((body) => body !== null)
}

/** By what it begins with, and not by what its server calls it. */
function extensionOf(bytes: Uint8Array): 'xml' | 'json' | 'html' | 'txt' {
  // marks of byte order and the zeros of wide characters say nothing here
  const start = Buffer.from(bytes.subarray(0, 2_000))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[\u00ef\u00bb\u00bf\u00fe\u00ff]+/, '')
    .trimStart()
  if (/^[{[]/.test(start)) return 'json'
  if (/^(?:\s|<!--[\s\S]*?-->)*<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return 'html'
  return start.startsWith('<') ? 'xml' : 'txt'
}
