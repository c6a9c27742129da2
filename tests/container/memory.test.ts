import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { listUntold, openOutsideWorld } from '../../bench/soak/outside-world.ts'
import { THREE_DESKS, writeWatchConfig } from '../../bench/soak/watch-config.ts'
import { readUsage } from '../../bench/soak/watched-daemon.ts'
import { createEngine, tellFigure, untilTrue } from '../support/container.ts'
import { freePort } from '../support/free-port.ts'
import { isMissing } from '../support/needs.ts'

/** A thousand feeds in a container that the system ends when it takes more than 200 MB. */
const LIMIT_MB = 200
const FEED_COUNT = 1_000
const SAMPLE_EVERY_MS = 500

describe.skipIf(isMissing(inject('engine'), 'the memory of a container'))('a container', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  test('watches a thousand feeds in 200 MB', async () => {
    const world = await openOutsideWorld(FEED_COUNT)
    onTestFinished(world.close)
    const { feedUrls, smtpUrl } = world
    const yaml = writeWatchConfig({
      feedUrls,
      smtpUrl,
      schedule: '0 0 1 1 *', // polled by signal alone
      webPort: await freePort(),
      fullTextEvery: 50,
      startWith: 'nothing',
      desks: THREE_DESKS,
    })
    const folder = engine.makeFolder({ 'config.yaml': yaml })
    const limit = [`--memory=${LIMIT_MB}m`, `--memory-swap=${LIMIT_MB}m`]
    const container = await engine.startDaemon(folder, ...limit)
    const pid = Number(await engine.mustDocker('inspect', '--format={{.State.Pid}}', container))
    const memory = watchMemory(pid)
    const pollAll = async (times: number): Promise<void> => {
      await engine.mustDocker('kill', '--signal=USR2', container)
      await untilTrue(async () => (await countRounds()) >= times)
    }
    const countRounds = async (): Promise<number> => {
      const { stdout } = await engine.docker('logs', container)
      return stdout.split('"msg":"round done"').length - 1
    }

    await engine.untilSays(container, '"msg":"ready"')
    await pollAll(1)
    await pollAll(2)
    await world.publish(FEED_COUNT, 20)
    await pollAll(3)

    const { peakMb } = readUsage(pid)
    const anonMb = memory.mostAnonMb()
    tellFigure('memory-of-1000-feeds', `${anonMb.toFixed(0)} MB anonymous at most`)
    tellFigure('memory-of-1000-feeds-rss', `${peakMb.toFixed(0)} MB resident at most`)
    expect(listUntold(await world.count(), THREE_DESKS.flat())).toEqual([])
    const state = await engine.mustDocker('inspect', '--format={{json .State}}', container)
    expect(JSON.parse(state)).toMatchObject({ Running: true, OOMKilled: false })
    expect(anonMb).toBeLessThan(LIMIT_MB)
  })
})

/** The most that a process has had to itself, looked at now and then as long as the test runs. */
function watchMemory(pid: number): { readonly mostAnonMb: () => number } {
  let mostAnonMb = 0
  const sampling = setInterval(() => {
    try {
      mostAnonMb = Math.max(mostAnonMb, readUsage(pid).anonMb)
    } catch {
      clearInterval(sampling) // it has ended, which the test sees
    }
  }, SAMPLE_EVERY_MS)
  onTestFinished(() => clearInterval(sampling))
  return { mostAnonMb: () => mostAnonMb }
}
