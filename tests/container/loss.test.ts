import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import {
  listToldTwice,
  listUntold,
  type OutsideWorld,
  openOutsideWorld,
} from '../../bench/soak/outside-world.ts'
import { writeWatchConfig } from '../../bench/soak/watch-config.ts'
import { createEngine, untilTrue } from '../support/container.ts'
import { freePort } from '../support/free-port.ts'
import { isMissing } from '../support/needs.ts'

/** A container that is killed in the middle of its work, and one that comes to data that are in use. */
const FEED_COUNT = 10
const NEWS_COUNT = 200
/** Three mails go out at a time, so that all of them take some seconds. */
const MAIL_DELAY_MS = 250
const PEOPLE = Array.from({ length: 40 }, (_, index) => `desk-${index}@example.org`)
/** As many may be under way when the process dies: the mail server has them, and the daemon does not know it. */
const MOST_REPEATS = 3

describe.skipIf(isMissing(inject('engine'), 'a container that is killed'))('a container', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  const openWorld = async (): Promise<OutsideWorld & { readonly configDir: string }> => {
    const world = await openOutsideWorld(FEED_COUNT, MAIL_DELAY_MS)
    onTestFinished(world.close)
    const { feedUrls, smtpUrl } = world
    const yaml = writeWatchConfig({
      feedUrls,
      smtpUrl,
      schedule: '* * * * *',
      webPort: await freePort(),
      fullTextEvery: 0,
      startWith: 'everything',
      desks: [PEOPLE],
    })
    return { ...world, configDir: engine.makeFolder({ 'config.yaml': yaml }) }
  }

  test('that is killed while it sends loses nothing and tells nothing anew', async () => {
    const world = await openWorld()
    await world.publish(NEWS_COUNT, 1)
    const container = await engine.startDaemon(world.configDir)
    await untilTrue(async () => (await world.count()).mails >= 6)

    await engine.mustDocker('kill', '--signal=KILL', container)
    const killed = await world.count()
    await engine.mustDocker('start', container)

    expect(killed.mails).toBeLessThan(PEOPLE.length)
    await untilTrue(async () => listUntold(await world.count(), PEOPLE).length === 0)
    await engine.terminate(container)
    const told = await world.count()
    expect(listToldTwice(told)).toEqual([])
    expect(told.repeats).toBeLessThanOrEqual(MOST_REPEATS)
    const options = [`--volumes-from=${container}`, `--volume=${world.configDir}:/config:ro`]
    expect(await engine.run(options, 'ledger', '--verify')).toMatchObject({ code: 0, stderr: '' })
  })

  test('that comes to data in use refuses and names the one that has them', async () => {
    const world = await openWorld()
    const data = `--volume=${await engine.makeVolume()}:/data`
    const first = await engine.startDaemon(world.configDir, data)
    await engine.untilSays(first, '"msg":"ready"')

    const config = `--volume=${world.configDir}:/config:ro`
    const second = await engine.run(['--read-only', '--hostname=other', config, data], 'run')

    const host = await engine.mustDocker('inspect', '--format={{.Config.Hostname}}', first)
    expect(second.code).toBe(1)
    expect(second.stderr + second.stdout).toContain(`"policywatch run" (process 1 on ${host}`)
    await engine.untilSays(first, '"msg":"polled"')
  })
})
