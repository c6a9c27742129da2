import Database from 'better-sqlite3'

export type RemovedRows = { readonly table: string; readonly count: number }

type Reference = { readonly table: string; readonly parent: string; readonly fkid: number }
type Column = { readonly from: string; readonly to: string }

/**
 * Removes the rows of a database file that refer to rows which are not there, and those that referred to these, as where a damaged
 * database was saved but for some pages. Returns how many of each table.
 */
export function removeBrokenReferences(file: string): readonly RemovedRows[] {
  const sqlite = new Database(file, { fileMustExist: true })
  try {
    sqlite.pragma('foreign_keys = OFF') // else what still refers to a row would keep it
    const removed = new Map<string, number>()
    for (let count = 1; count > 0; ) {
      count = 0
      for (const reference of listBroken(sqlite)) {
        const { changes } = sqlite.prepare(deletionOf(sqlite, reference)).run()
        removed.set(reference.table, (removed.get(reference.table) ?? 0) + changes)
        count += changes
      }
    }
    return [...removed].map(([table, count]) => ({ table, count }))
  } finally {
    sqlite.close()
  }
}

function listBroken(sqlite: Database.Database): readonly Reference[] {
  return sqlite
    .prepare('select distinct "table", parent, fkid from pragma_foreign_key_check')
    .all() as readonly Reference[] // as SQLite documents them
}

/** By the columns, as not every table has a rowid. */
function deletionOf(sqlite: Database.Database, { table, parent, fkid }: Reference): string {
  const columns = sqlite
    .prepare('select "from", "to" from pragma_foreign_key_list(?) where id = ?')
    .all(table, fkid) as readonly Column[] // each of ours names the column that it refers to
  const isSet = columns.map(({ from }) => `c.${quote(from)} is not null`)
  const isSame = columns.map(({ from, to }) => `p.${quote(to)} = c.${quote(from)}`)
  return `delete from ${quote(table)} as c where ${isSet.join(' and ')}
    and not exists (select 1 from ${quote(parent)} p where ${isSame.join(' and ')})`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
