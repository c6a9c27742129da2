/**
 * SQLite's full-text index in memory: items are put in by the batch, and each rule is asked as a MATCH over them, as
 * programs do that keep their items in SQLite anyway. The index keeps no copy of the texts and is emptied for each batch.
 */

import Database from 'better-sqlite3'
import type { MatchDocument } from '../../src/core/rule/match-document.ts'
import type { CompiledContestant, Contestant } from './contestant.ts'
import type { RuleTree, Term } from './rule-tree.ts'

const BATCH = 50

export const sqliteFts5: Contestant = {
  batch: BATCH,
  compile({ trees }): CompiledContestant {
    const database = new Database(':memory:')
    database.exec(
      "CREATE VIRTUAL TABLE items USING fts5(title, text, content='', tokenize='unicode61')",
    )
    const clear = database.prepare("INSERT INTO items(items) VALUES ('delete-all')")
    const insert = database.prepare('INSERT INTO items(rowid, title, text) VALUES (?, ?, ?)')
    const search = database.prepare('SELECT rowid FROM items WHERE items MATCH ?').pluck()
    const fill = database.transaction((items: readonly MatchDocument[]) => {
      clear.run()
      for (const [index, { title, text }] of items.entries()) insert.run(index, title, text)
    })
    const expressions = trees.map(expressionOf)
    const matchBatch = (items: readonly MatchDocument[]): readonly (readonly number[])[] => {
      const found = items.map((): number[] => [])
      fill(items)
      for (const [rule, expression] of expressions.entries()) {
        if (expression === null) continue
        for (const rowid of search.all(expression)) found[Number(rowid)]?.push(rule)
      }
      return found
    }
    const match = (items: readonly MatchDocument[]): readonly (readonly number[])[] =>
      batchesOf(items).flatMap(matchBatch)
    return {
      match,
      count: (items) => match(items).reduce((total, { length }) => total + length, 0),
      inexpressible: expressions.filter((expression) => expression === null).length,
    }
  },
}

function batchesOf(items: readonly MatchDocument[]): readonly (readonly MatchDocument[])[] {
  const count = Math.ceil(items.length / BATCH)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  )
}

/** The rule as a MATCH expression, without what FTS5 cannot express; null where nothing is left that must be there. */
function expressionOf(tree: RuleTree): string | null {
  switch (tree.kind) {
    case 'term':
      return phraseOf(tree.term)
    case 'concept':
      return joined(tree.terms.map(phraseOf), 'OR')
    case 'or':
      return joined(tree.children.map(expressionOf), 'OR')
    case 'and': {
      const wanted = tree.children.filter(({ kind }) => kind !== 'not').map(expressionOf)
      if (wanted.includes(null)) return null
      const unwanted = tree.children.flatMap((child) =>
        child.kind === 'not' ? (expressionOf(child.child) ?? []) : [],
      )
      return [joined(wanted, 'AND'), ...unwanted].join(' NOT ')
    }
    case 'not':
      return null
    case 'near':
      return joined(
        tree.left.flatMap((left) => tree.right.map((right) => near(left, right, tree.distance))),
        'OR',
      )
  }
}

function near(left: Term, right: Term, distance: number): string | null {
  const first = phraseOf(left)
  const second = phraseOf(right)
  return first === null || second === null ? null : `NEAR(${first} ${second}, ${distance})`
}

/**
 * A word that begins earlier cannot be asked for. Korean nouns carry particles, and Japanese is one run to this
 * tokeniser, so their terms are asked for as beginnings.
 */
function phraseOf({ words, wildcard }: Term): string | null {
  if (wildcard === 'start') return null
  const mayGoOn = wildcard === 'end' || /[^\p{Script=Latin}\p{N}]$/u.test(words)
  return `"${words}"${mayGoOn ? ' *' : ''}`
}

function joined(parts: readonly (string | null)[], operator: 'AND' | 'OR'): string | null {
  const expressible = parts.filter((part) => part !== null)
  if (expressible.length === 0) return null
  return expressible.length === 1
    ? (expressible[0] ?? null)
    : `(${expressible.join(` ${operator} `)})`
}
