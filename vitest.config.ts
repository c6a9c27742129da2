import { defineConfig } from 'vitest/config'

/**
 * Six projects: `unit` mirrors src; `integration` and `e2e` start real servers, processes and a browser; `year` lives through
 * a made-up year and `month` through some days in which everything goes wrong, side by side and after all others, as they
 * take all of a small machine; `container` builds and runs the image and is no part of `npm test`.
 * The limits are for a busy machine of two cores.
 *
 * Files of `unit` and `integration` follow one another in one process, as to load everything anew for each takes longer
 * than their tests. So a test undoes what it does to the process (timers, environment, spies on what is shared) when it is
 * finished. One that replaces a package can do so in a process of its own alone, and is named in OWN_PROCESS.
 */
const OWN_PROCESS = ['tests/core/remembered-schedules.test.ts']
/** Waits for most of its time, so it goes with the month, which takes less of the machine than the year beside it. */
const CLOCKS = 'tests/integration/daemon/clock-jumps.test.ts'

export default defineConfig({
  test: {
    // by itself vitest leaves one core to its own process, which has next to nothing to do: half of a machine of two
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/integration/**', 'tests/e2e/**', 'tests/container/**', ...OWN_PROCESS],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          exclude: ['tests/integration/{year,month}/**', CLOCKS],
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', ...OWN_PROCESS],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'year',
          include: ['tests/integration/year/**/*.test.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'month',
          include: ['tests/integration/month/**/*.test.ts', CLOCKS],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'container',
          include: ['tests/container/**/*.test.ts'],
          globalSetup: ['tests/support/build-image.ts'],
          testTimeout: 360_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
