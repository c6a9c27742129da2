import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { watchEventLoopLag } from '../../src/observe/event-loop-lag.ts'

test('tells for how long what is due had to wait, alike to all who ask', async () => {
  const { sources, stop } = watchEventLoopLag()
  onTestFinished(stop)
  const [summary, max] = sources
  await sleep(50)
  const until = performance.now() + 300
  while (performance.now() < until);
  await sleep(50)

  const [first, second] = [summary.read(), summary.read()]

  expect((await max.read())[0]?.value).toBeGreaterThan(0.2)
  expect(first.count).toBeGreaterThan(0)
  expect(first.sum).toBeGreaterThan(0.2)
  expect([...second.quantiles.keys()]).toEqual([0.5, 0.9, 0.99])
})
