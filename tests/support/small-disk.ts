import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { Need } from './needs.ts'
import { makeTempDir } from './temp-dir.ts'

/** A file system of its own, small enough to be filled to the last byte. */
export type SmallDisk = {
  readonly folder: string
  readonly freeBytes: () => number
  /** Takes all room but this. */
  readonly fill: (leaveBytes: number) => void
  /** Gives back what `fill` took. */
  readonly empty: () => void
}

/** Whether this process may mount one. */
export function needSmallDisk(): Need {
  if (process.getuid?.() !== 0) return { kind: 'missing', because: 'only root may mount a disk' }
  const folder = mkdtempSync(path.join(tmpdir(), 'policywatch-mount-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  if (status === 0) spawnSync('umount', [folder])
  rmSync(folder, { recursive: true })
  return status === 0
    ? { kind: 'met', path: folder }
    : { kind: 'missing', because: 'no disk can be mounted here' }
}

/** Mounts an empty disk for the length of a test. */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = makeTempDir()
  mount(['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  const ballast = path.join(folder, 'ballast')
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  return {
    folder,
    freeBytes,
    fill: (leaveBytes): void => writeUntilLeft(ballast, freeBytes, leaveBytes),
    empty: (): void => rmSync(ballast, { force: true }),
  }
}

function mount(args: readonly string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`cannot mount ${args.join(' ')}: ${stderr}`)
}

const PAGE_BYTES = 4_096

function writeUntilLeft(file: string, freeBytes: () => number, leaveBytes: number): void {
  const handle = openSync(file, 'a')
  try {
    for (let more = freeBytes() - leaveBytes; more >= PAGE_BYTES; more = freeBytes() - leaveBytes) {
      writeSync(handle, Buffer.alloc(Math.min(more, 1_048_576)))
    }
  } finally {
    closeSync(handle)
  }
}
