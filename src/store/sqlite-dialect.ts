import { type DialectAdapter, SqliteAdapter, SqliteDialect } from 'kysely'

/**
 * SQLite takes changes of the schema back like any others, which Kysely does not count on. With it, all migrations and
 * the notes that they were carried out are one transaction, and a process that dies in between leaves nothing half done.
 */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): DialectAdapter {
    return new TransactionalAdapter()
  }
}
