import { closeSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { getInstallation, openDatabase } from '../../src/store/database.ts'
import { type CommandLineRun, runCommandLine } from '../cli/run-command-line.ts'
import { fillArchive } from './fill-archive.ts'
import { makeTempDir } from './temp-dir.ts'

const CONFIG = `feeds: { harbour: { url: "http://127.0.0.1:9/feed", allowPrivate: true } }
rules: { piers: { match: pier } }
subscriptions: { desk: { to: [kim@example.org], rules: all } }
mail: { from: alerts@example.org }
web: false
`

/** A configuration with a data folder in which items are stored, and commands that are run on it. */
export type StoredPlace = {
  readonly folder: string
  readonly config: string
  readonly dataDir: string
  /** The database itself. */
  readonly file: string
  readonly run: (...argv: readonly string[]) => Promise<CommandLineRun>
  /** What lies in a folder of the place, sorted. */
  readonly list: (name: string) => readonly string[]
}

/** `itemCount` items of some 400 bytes each, stored by the program of today. */
export async function openStoredPlace(itemCount = 3): Promise<StoredPlace> {
  const place = openEmptyPlace()
  const db = await openDatabase(place.dataDir)
  await sql`pragma synchronous = off`.execute(db)
  await getInstallation(db)
  fillArchive(
    place.dataDir,
    Array.from({ length: itemCount }, (_, index) => ({
      feed: 'harbour',
      title: `Pier ${index} is rebuilt`,
      text: 'The port authority rebuilds one of its piers this year. '.repeat(4),
      seen: '2026-03-01T00:00:00.000Z',
    })),
  )
  await db.destroy()
  return place
}

/** The same with nothing in the data folder, which is not even there. */
export function openEmptyPlace(): StoredPlace {
  const folder = makeTempDir()
  const config = path.join(folder, 'config.yaml')
  writeFileSync(config, CONFIG)
  const dataDir = path.join(folder, 'data')
  return {
    folder,
    config,
    dataDir,
    file: path.join(dataDir, 'policywatch.db'),
    run: async (...argv) => await runCommandLine(['--config', config, ...argv]),
    list: (name) => readdirSync(path.join(folder, name)).toSorted(),
  }
}

/** Makes the last eighth of a database unreadable, as a disk that breaks does it. */
export function tearEnd(file: string): void {
  const { size } = statSync(file)
  const from = Math.floor((size * 7) / 8 / 4096) * 4096
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(size - from, 'x'), 0, size - from, from)
  closeSync(handle)
}
