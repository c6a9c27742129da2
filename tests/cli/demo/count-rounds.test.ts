import { expect, test } from 'vitest'
import { countRounds } from '../../../src/cli/demo/count-rounds.ts'
import { feedIdOf } from '../../../src/core/ids.ts'

const [trade, energy] = [feedIdOf('trade'), feedIdOf('energy')]

test('a round ends when every feed was polled once, in whatever order', async () => {
  const rounds = countRounds([trade, energy])
  const said: string[] = []
  const end = rounds.untilNextEnd().then(() => said.push('the round has ended'))

  rounds.notePoll(energy)
  await Promise.resolve().then(() => said.push('energy was polled'))
  rounds.notePoll(trade)
  await end

  expect(said).toEqual(['energy was polled', 'the round has ended'])
})

test('the next round ends when every feed was polled once more', async () => {
  const rounds = countRounds([trade, energy])
  rounds.notePoll(trade)
  rounds.notePoll(energy)
  const said: string[] = []
  const end = rounds.untilNextEnd().then(() => said.push('the round has ended'))

  rounds.notePoll(trade)
  await Promise.resolve().then(() => said.push('trade was polled'))
  rounds.notePoll(energy)
  await end

  expect(said).toEqual(['trade was polled', 'the round has ended'])
})
