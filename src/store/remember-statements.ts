import type { Database as Sqlite } from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** The program has about a hundred; those that differ in their number of rows alone count each. */
const MOST_STATEMENTS = 500

/**
 * A database that remembers the statements it has prepared: preparing one takes longer than running it, and a poll is a
 * dozen of the same few. A statement that streams its rows cannot be run meanwhile, so each stream has one of its own.
 * `onError` is told of what a statement throws.
 */
export function rememberStatements(
  sqlite: Sqlite,
  onError: (error: unknown) => void = ignore,
): SqliteDatabase {
  const telling = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      onError(error)
      throw error
    }
  }
  const known = new Map<string, SqliteStatement>()
  const prepare = (sql: string): SqliteStatement => {
    const found = known.get(sql)
    if (found !== undefined) return found
    const statement = telling(() => sqlite.prepare(sql))
    const prepared: SqliteStatement = {
      reader: statement.reader,
      all: (parameters) => telling(() => statement.all(parameters)),
      run: (parameters) => telling(() => statement.run(parameters)),
      iterate: (parameters) => sqlite.prepare(sql).iterate(parameters),
    }
    if (known.size >= MOST_STATEMENTS) known.clear()
    known.set(sql, prepared)
    return prepared
  }
  return { prepare, close: () => sqlite.close() }
}

function ignore(): void {}
