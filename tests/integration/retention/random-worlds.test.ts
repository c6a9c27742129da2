import { expect, test } from 'vitest'
import { liveAndPrune } from './live-and-prune.ts'
import { startRandomWatch } from './random-watch.ts'

test.each([2, 5])(
  'in a random world (%i) retention removes what is old and over, all of it, and nothing comes back as news',
  async (seed) => {
    const watch = await startRandomWatch(seed)

    const { faults, removed } = await liveAndPrune(watch, 100)

    expect(faults).toEqual([])
    expect(removed['items']).toBeGreaterThan(5)
    expect(removed['matches']).toBeGreaterThan(3)
    expect(removed['alerts']).toBeGreaterThan(5)
  },
)
