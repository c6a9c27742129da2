import { createHash } from 'node:crypto'
import {
  chownSync,
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Timestamp } from '../core/time.ts'

/**
 * Puts another text in place of config.yaml, whole or not at all, and keeps the old one beside it.
 *
 * All of it is done in one go, without letting anything else of this process run: so two pages that save at the same time
 * cannot both find the file as they showed it.
 */
export type ConfigWriting =
  /** `backup` is the name of the file, in the same folder, that holds what was there before. */
  | { readonly kind: 'written'; readonly backup: string }
  /** The file is not what it was expected to be; nothing was written. */
  | { readonly kind: 'changed' }
  /** `reason` is a sentence without a full stop. */
  | { readonly kind: 'unwritable'; readonly reason: string }

/** Older versions that stay; enough for an afternoon of tries, and each is a copy of every secret that is typed into the file. */
const KEPT_BACKUPS = 10

/** The name of a version: of all versions, names sort as their times do. */
const BACKUP_NAME = /\.bak-\d{8}T\d{9}Z$/

/** Tells one content of the file from another. */
export function fingerprintOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

type Replacement = {
  readonly file: string
  readonly text: string
  /** Of the content that is replaced. */
  readonly fingerprint: string
  readonly now: Timestamp
}

/** `rename` is the system's, but in tests. */
export function replaceConfig(
  { file, text, fingerprint, now }: Replacement,
  rename: typeof renameSync = renameSync,
): ConfigWriting {
  try {
    if (isFromConfigMap(file)) {
      return unwritable(
        'Kubernetes brings the file from a ConfigMap, which is not written from here',
      )
    }
    const target = realpathSync(file)
    const stat = statSync(target)
    if (!stat.isFile()) return unwritable('it is not an ordinary file') // a pipe would be waited for
    const old = readFileSync(target)
    if (fingerprintOf(old) !== fingerprint) return { kind: 'changed' }

    // 1 the old version beside it
    const backup = `${target}.bak-${now.replaceAll(/[-:.]/g, '')}`
    writeNew(backup, old, stat)
    try {
      // 2 the new one in its place
      putInPlace(target, { old, text }, stat, rename)
    } catch (error) {
      if (readFileSync(target).equals(old)) rmSync(backup, { force: true })
      throw error
    }
    // 3 no more old ones than are wanted
    pruneBackups(target)
    return { kind: 'written', backup: basename(backup) }
  } catch (error) {
    return unwritable(describe(error))
  }
}

function unwritable(reason: string): ConfigWriting {
  return { kind: 'unwritable', reason }
}

/** A mounted ConfigMap is a link to `..data`, which leads to a folder that is exchanged whole. */
function isFromConfigMap(file: string): boolean {
  return lstatSync(file).isSymbolicLink() && /(^|\/)\.\.data\//.test(readlinkSync(file))
}

/** Makes a file that is not there yet, with the rights of another; gives its owner too, as far as this user may. */
function writeNew(file: string, content: string | Uint8Array, like: Stats): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(handle, content)
    fchmodSync(handle, like.mode & 0o7777)
    const { uid, gid } = fstatSync(handle)
    if (uid !== like.uid || gid !== like.gid) giveTo(file, like)
    fsyncSync(handle)
  } catch (error) {
    rmSync(file, { force: true }) // half of a version is none
    throw error
  } finally {
    closeSync(handle)
  }
}

function giveTo(file: string, { uid, gid }: Stats): void {
  try {
    chownSync(file, uid, gid)
  } catch {
    // only root gives files away; see putInPlace
  }
}

type Versions = { readonly old: Buffer; readonly text: string }

function putInPlace(
  target: string,
  versions: Versions,
  stat: Stats,
  rename: typeof renameSync,
): void {
  const unfinished = `${target}.part`
  rmSync(unfinished, { force: true })
  try {
    writeNew(unfinished, versions.text, stat)
    const { uid, gid } = statSync(unfinished)
    if (uid === stat.uid && gid === stat.gid) {
      rename(unfinished, target)
      syncFolder(dirname(target))
    } else {
      writeOver(target, versions)
    }
  } catch (error) {
    if (!isMount(error)) throw error
    writeOver(target, versions)
  } finally {
    rmSync(unfinished, { force: true })
  }
}

/** A file that is mounted by itself into a container can be written and not replaced. */
function isMount(error: unknown): boolean {
  return ['EBUSY', 'EXDEV'].includes(codeOf(error))
}

/** Not whole or not at all, where that cannot be had: the old version is beside it, and whoever reads half a file refuses it. */
function writeOver(target: string, { old, text }: Versions): void {
  const handle = openSync(target, 'r+')
  try {
    writeWhole(handle, Buffer.from(text))
  } catch (error) {
    writeWhole(handle, old) // the room that it had is still its own
    throw error
  } finally {
    closeSync(handle)
  }
}

function writeWhole(handle: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(handle, bytes, done, bytes.length - done, done)
  ftruncateSync(handle, bytes.length)
  fsyncSync(handle)
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function pruneBackups(target: string): void {
  const [folder, name] = [dirname(target), basename(target)]
  const backups = readdirSync(folder)
    .filter((entry) => entry.startsWith(name) && BACKUP_NAME.test(entry.slice(name.length)))
    .sort()
  for (const old of backups.slice(0, -KEPT_BACKUPS)) rmSync(join(folder, old), { force: true })
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write in the folder of the file',
  EPERM: 'this user may not write in the folder of the file',
  EROFS: 'the folder of the file is mounted to be read only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  ENOENT: 'the file is no longer there',
  EEXIST: 'it was saved in this very moment already',
}

function describe(error: unknown): string {
  return REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
