import { setTimeout } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type QueryCompiler,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  SqliteQueryCompiler,
} from 'kysely'
import { BUSY_TIMEOUT_MS } from './database-file.ts'
import { isBusy } from './is-busy.ts'

/** Between two looks whether another process is done; at first shorter. */
const LONGEST_NAP_MS = 50

/**
 * SQLite takes changes of the schema back like any others, which Kysely does not count on. With it, all migrations and
 * the notes that they were carried out are one transaction, and a process that dies in between leaves nothing half done.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Called after each commit; must not throw. */
type OnCommit = (() => void) | undefined

/**
 * A transaction that reads before it writes fails when another process wrote in between, however long it would wait. A
 * command that records something beside the daemon must not make a poll fail, so whoever begins to write waits at once.
 * SQLite's own waiting would stop the whole process, and /healthz with it (measured: 56 seconds without an answer while a
 * `sqlite3` held the database and several polls wanted to write), so the waiting is done here. Once it has begun, a
 * transaction never waits.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #onCommit: OnCommit

  constructor(config: SqliteDialectConfig, onCommit: OnCommit) {
    super(config)
    this.#onCommit = onCommit
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#onCommit?.()
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(WAIT_NOT)
    try {
      await beginOnceFree(connection)
    } finally {
      await connection.executeQuery(WAIT)
    }
  }
}

const WAIT_NOT = CompiledQuery.raw('pragma busy_timeout = 0')
const WAIT = CompiledQuery.raw(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)

async function beginOnceFree(connection: DatabaseConnection): Promise<void> {
  let waitedMs = 0
  for (let napMs = 1; ; napMs = Math.min(2 * napMs, LONGEST_NAP_MS)) {
    try {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
      return
    } catch (error) {
      if (!isBusy(error) || waitedMs >= BUSY_TIMEOUT_MS) throw error
    }
    await setTimeout(napMs)
    waitedMs += napMs
  }
}

/**
 * SQLite plans by the value bound in `x = ?` and `limit ?` where that is a small number, and so prepares such a statement anew
 * whenever it is bound to another, which takes several times as long as to carry it out. With a plus it does not. Nor does it take
 * such a value for the one that the condition of a partial index names: that stands in the text of a statement.
 */
class PlanOnceCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

export class TransactionalSqliteDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #onCommit: OnCommit

  constructor(config: SqliteDialectConfig, onCommit?: OnCommit) {
    super(config)
    this.#config = config
    this.#onCommit = onCommit
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter()
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#config, this.#onCommit)
  }

  override createQueryCompiler(): QueryCompiler {
    return new PlanOnceCompiler()
  }
}
