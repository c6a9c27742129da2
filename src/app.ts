import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Settings } from './config/settings.ts'
import { delayShareOf } from './core/feed/poll-delay.ts'
import { type Timestamp, timestampOf } from './core/time.ts'
import { Fetcher, type Manners } from './fetch/fetcher.ts'
import { openTransport } from './fetch/open-transport.ts'
import { openMailForBursts } from './mail/burst-mail.ts'
import type { Mail, MailOptions } from './mail/mail.ts'
import { openMail } from './mail/open-mail.ts'
import { ReplaceableMail } from './mail/replaceable-mail.ts'
import type { Log } from './observe/log.ts'
import { ReadingPool } from './parse/reading-pool.ts'
import { ArticleReader } from './pipeline/article-reader.ts'
import { QueryTrials } from './pipeline/backtest/query-trials.ts'
import { BodyKeeper } from './pipeline/body-keeper.ts'
import type { Deps } from './pipeline/deps.ts'
import { DiskGuard, type DiskGuardOptions } from './pipeline/disk-guard.ts'
import { onceItWorks } from './pipeline/once-it-works.ts'
import { OutboxStore } from './pipeline/outbox-store.ts'
import { PollStore } from './pipeline/poll-store.ts'
import { recoverOutbox } from './pipeline/recover-outbox.ts'
import { CheckpointThread } from './store/checkpoint-thread.ts'
import {
  getInstallation,
  inTransaction,
  openDatabase,
  openDatabaseToRead,
} from './store/database.ts'
import { databaseFile } from './store/database-file.ts'
import { DatabaseHealth } from './store/database-health.ts'
import type { MessageIds } from './store/deliveries.ts'
import { remedyOfDamage } from './store/explain-unreadable.ts'
import { isDiskFull } from './store/is-disk-full.ts'
import { type LockHolder, lockDataDir } from './store/lock.ts'
import type { MigrationReport } from './store/migrate-safely.ts'
import { getUnsubscribeSecret } from './store/opt-outs.ts'
import { removeRestoreLeftovers } from './store/restore-leftovers.ts'
import type { Db } from './store/schema.ts'

/**
 * The composition root: from settings to everything that a use case needs. The only place that makes adapters; what it
 * opens, `close` closes.
 */
export type OpenedApp =
  | {
      readonly kind: 'open'
      readonly deps: Deps
      /** What was done to the schema of an older database; null: nothing. */
      readonly migrated: MigrationReport | null
      /** Goes on with other settings on the same data; what is in hand ends as it began. */
      readonly adopt: (settings: Settings) => void
      readonly close: () => Promise<void>
    }
  /** Another process works on the same data. */
  | { readonly kind: 'locked'; readonly by: LockHolder | null }

/** The outbox folder, where messages go that no server is configured for. */
export function outboxDir(settings: Settings): string {
  return path.join(settings.dataDir, 'outbox')
}

export type AppOptions = {
  /** Named to whoever finds the data taken: `run`, `poll` … */
  readonly command: string
  readonly now?: Deps['now']
  readonly onStep?: Deps['onStep']
  readonly delayShare?: Deps['delayShare']
  /** Whether every page of the database is looked at before it is used; left out: no. */
  readonly databaseCheck?: 'at-start' | 'none'
  /** Looks at the disk of a folder. */
  readonly readRoom?: DiskGuardOptions['readRoom']
}

/**
 * Takes the lock, opens the database, makes interrupted deliveries due again, and opens the mail and the network.
 * Throws when the data folder or the database cannot be used. On a disk that is too full to note anything it opens all the
 * same; `deps.disk` says so.
 */
export async function openApp(
  settings: Settings,
  log: Log,
  options: AppOptions,
): Promise<OpenedApp> {
  const { now = readClock, onStep = ignoreStep } = options
  const locked = lockDataDir(settings.dataDir, options.command)
  if (locked.kind === 'taken') return { kind: 'locked', by: locked.by }
  const health = new DatabaseHealth(settings.dataDir, (finding) => {
    const remedy = remedyOfDamage(settings.dataDir)
    log.error({ finding, remedy }, 'the database is damaged')
  })
  const checkpoints = new CheckpointThread(databaseFile(settings.dataDir))
  try {
    let migrated: MigrationReport | null = null
    removeRestoreLeftovers(settings.dataDir)
    const disk = new DiskGuard({ dataDir: settings.dataDir, log, now, readRoom: options.readRoom })
    const db = await openDatabase(settings.dataDir, {
      ...(options.databaseCheck === 'at-start'
        ? { examine: async (sqlite): Promise<void> => await health.examine(sqlite) }
        : {}),
      onError: (error) => {
        disk.noteError(error)
        health.noteError(error)
      },
      onMigrated: (report) => {
        migrated = report
        log.info(report, 'the database has been brought up to date')
      },
      onCommit: (pageCount) => checkpoints.noteCommit(pageCount),
    })
    const reader = await openReader(settings.dataDir)
    const installation = await getInstallation(db)
    let [inForce, messageIds] = [settings, messageIdsOf(installation.id, settings)]
    const recover = onceItWorks(async () => {
      const recovered = await inTransaction(
        db,
        async (tx) => await recoverOutbox(tx, inForce, messageIds, now()),
      )
      if (recovered > 0) log.warn({ deliveries: recovered }, 'interrupted deliveries are due again')
    })
    await recover().catch(unlessDiskFull)
    const polls = new PollStore(db, now)
    const outbox = new OutboxStore(db)
    const fetcher = new Fetcher({
      ...mannersOf(settings),
      findBlock: polls.findHostBlock,
      transport: openTransport(),
    })
    const reading = new ReadingPool()
    const trials = new QueryTrials()
    const mail = new ReplaceableMail(openMailForBursts(mailOptionsOf(settings)))
    const deps: Deps = {
      db,
      polls,
      outbox,
      reader,
      health,
      disk,
      recoverOutbox: recover,
      fetcher,
      reading,
      articles: new ArticleReader({ fetcher, reading }),
      bodies: new BodyKeeper(log),
      trials,
      mail,
      delayShare: options.delayShare ?? delayShareOf(installation.id),
      unsubscribeSecret: await getUnsubscribeSecret(db),
      get messageIds(): MessageIds {
        return messageIds
      },
      log,
      now,
      onStep,
    }
    let mailSettings = settings.mail
    const adopt = (next: Settings): void => {
      inForce = next
      messageIds = messageIdsOf(installation.id, next)
      fetcher.adopt(mannersOf(next))
      if (isDeepStrictEqual(mailSettings, next.mail)) return
      mailSettings = next.mail
      mail.replace(openMailForBursts(mailOptionsOf(next)))
    }
    const close = async (): Promise<void> => {
      await mail.close()
      await fetcher.close()
      await reading.close()
      await trials.close()
      await health.close()
      await reader.destroy()
      await checkpoints.close()
      await db.destroy()
      locked.lock.release()
    }
    return { kind: 'open', deps, migrated, adopt, close }
  } catch (error) {
    await checkpoints.close()
    await health.close()
    locked.lock.release()
    throw error
  }
}

/** The pages and what is left of delivery are of use all the same; whoever delivers recovers first. */
function unlessDiskFull(error: unknown): void {
  if (!isDiskFull(error)) throw error
}

async function openReader(dataDir: string): Promise<Db> {
  const database = await openDatabaseToRead(dataDir)
  if (database.kind === 'open') return database.db
  throw new Error(`the database in ${dataDir} cannot be read a moment after it was opened`)
}

/** The mail alone, for commands that send no alert. */
export function openMailOf(settings: Settings): Mail {
  return openMail(mailOptionsOf(settings))
}

function mailOptionsOf(settings: Settings): MailOptions {
  const { from, smtp, dkim } = settings.mail
  return { from, smtp, dkim, outboxDir: outboxDir(settings) }
}

/** The network alone, for commands that look at an address and store nothing: they know of nobody who wants to be left alone. */
export function openFetcher(settings: Pick<Settings, 'polling'> | null): Fetcher {
  return new Fetcher(mannersOf(settings))
}

function mannersOf(settings: Pick<Settings, 'polling'> | null): Manners {
  const contact = settings?.polling.contact ?? null
  return {
    userAgent: `Policywatch/${readVersion()}${contact === null ? '' : ` (+${contact})`}`,
    perHost: settings?.polling.perHost ?? 2,
  }
}

function messageIdsOf(installation: string, { mail }: Settings): MessageIds {
  return { installation, domain: domainOf(mail.from.address) }
}

function readClock(): Timestamp {
  return timestampOf(Date.now())
}

function ignoreStep(): void {}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

function readVersion(): string {
  const file = new URL('../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string } // our own file
  return version
}
