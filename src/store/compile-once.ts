import type { CompiledQuery } from 'kysely'
import type { Db } from './schema.ts'

/** The value of an argument in the statement that is built once. */
class Placeholder {
  readonly index: number

  constructor(index: number) {
    this.index = index
  }
}

/**
 * A query whose text is always the same, built once for all calls: to build and compile one takes three times as long as to
 * carry it out, and a poll asks a dozen. `build` is called with placeholders, so it hands each argument on as it is: a list
 * as the text that `jsonOf` makes of it.
 */
export function compileOnce<Args extends readonly unknown[], Row, Asked extends Db = Db>(
  build: (db: Asked, ...args: Args) => Statement<Row>,
): (db: Asked, ...args: Args) => Promise<readonly Row[]> {
  let template: CompiledQuery<Row> | null = null
  return async (db, ...args) => {
    if (template === null) {
      const placeholders = args.map((_, index) => new Placeholder(index))
      template = build(db, ...(placeholders as readonly unknown[] as Args)).compile(db) // it does nothing but hand them on
    }
    const values = template.parameters.map((value) =>
      value instanceof Placeholder ? args[value.index] : value,
    )
    const query: CompiledQuery<Row> = { ...template, parameters: values }
    return (await db.executeQuery(query)).rows
  }
}

/** What Kysely's builders make, and its `sql`. */
type Statement<Row> = { readonly compile: (db: Db) => CompiledQuery<Row> }
