import { expect, test } from 'vitest'
import { askTogether } from '../../src/pipeline/ask-together.ts'

function makeAsk(known: Readonly<Record<string, number>>): {
  readonly ask: (key: string) => Promise<number | null>
  readonly questions: readonly (readonly string[])[]
} {
  const questions: (readonly string[])[] = []
  const ask = askTogether(async (keys: readonly string[]) => {
    questions.push(keys)
    return new Map(Object.entries(known))
  })
  return { ask, questions }
}

test('what is asked in the same turn is one question, and each has its answer', async () => {
  const { ask, questions } = makeAsk({ a: 1, b: 2 })

  const answers = await Promise.all([ask('a'), ask('b'), ask('a'), ask('c')])

  expect(answers).toEqual([1, 2, 1, null])
  expect(questions).toEqual([['a', 'b', 'c']])
})

test('what is asked later is asked anew', async () => {
  const { ask, questions } = makeAsk({ a: 1 })

  await ask('a')
  await ask('a')

  expect(questions).toEqual([['a'], ['a']])
})

test('a question that fails fails for all who asked it, and the next one does not', async () => {
  const database = { isThere: false }
  const ask = askTogether(async () => await findIn(database))

  const failed = await Promise.allSettled([ask('a'), ask('b')])
  database.isThere = true

  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask('a')).toBe(1)
})

async function findIn(database: {
  readonly isThere: boolean
}): Promise<ReadonlyMap<string, number>> {
  if (!database.isThere) throw new Error('no database')
  return new Map([['a', 1]])
}
