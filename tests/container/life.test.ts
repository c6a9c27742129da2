import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { createEngine, tellFigure, untilTrue } from '../support/container.ts'
import { freePort } from '../support/free-port.ts'
import { isMissing } from '../support/needs.ts'
import { startScriptedSmtp } from '../support/scripted-smtp.ts'
import { configOf, serveFeed } from '../support/watched-by-container.ts'

/** How a daemon in a container begins, answers and ends. */
const LIMIT_MS = 10_000

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

describe.skipIf(isMissing(inject('engine'), 'the life of a container'))('a container', () => {
  const engine = createEngine()

  afterAll(async () => await engine.removeAll())

  const health = async (container: string): Promise<string> =>
    await engine.mustDocker('inspect', '--format={{.State.Health.Status}}', container)

  test('becomes ready and healthy on a root that is read-only, without any capability', async () => {
    const webPort = await freePort()
    const yaml = configOf({ feedPort: await serveFeed(), webPort })
    const startedAt = performance.now()
    const container = await engine.startDaemon(engine.makeFolder({ 'config.yaml': yaml }))

    await engine.untilSays(container, '"msg":"ready"')
    tellFigure('start-to-ready', seconds(performance.now() - startedAt))
    await untilTrue(async () => (await health(container)) === 'healthy')
    tellFigure('start-to-healthy', seconds(performance.now() - startedAt))

    const { ReadonlyRootfs, CapDrop } = JSON.parse(
      await engine.mustDocker('inspect', '--format={{json .HostConfig}}', container),
    ) as { ReadonlyRootfs: boolean; CapDrop: string[] } // of the engine's own making
    expect({ ReadonlyRootfs, CapDrop }).toEqual({ ReadonlyRootfs: true, CapDrop: ['ALL'] })
    const status = await engine.mustDocker('exec', container, 'cat', '/proc/1/status')
    expect(status).toMatch(/^CapEff:\s+0+$/m)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(status).toMatch(/^Uid:\s+10001\s/m)
  })

  test('becomes unhealthy when its daemon no longer answers', async () => {
    const yaml = configOf({ feedPort: await serveFeed(), webPort: await freePort() })
    const folder = engine.makeFolder({ 'config.yaml': yaml })
    const checks = ['--health-interval=1s', '--health-timeout=2s', '--health-retries=2']
    const container = await engine.startDaemon(folder, ...checks, '--health-start-period=0s')
    await untilTrue(async () => (await health(container)) === 'healthy')

    await engine.mustDocker('kill', '--signal=STOP', container)

    onTestFinished(async () => void (await engine.docker('kill', '--signal=CONT', container)))
    await untilTrue(async () => (await health(container)) === 'unhealthy')
  })

  test('sends an alert and keeps it over a new container on the same data', async () => {
    const yaml = configOf({ feedPort: await serveFeed(), webPort: await freePort() })
    const folder = engine.makeFolder({ 'config.yaml': yaml })
    const first = await engine.startDaemon(folder)
    await engine.untilSays(first, '"msg":"delivered"')
    await engine.terminate(first)

    const options = [`--volumes-from=${first}`, `--volume=${folder}:/config:ro`]
    const { stdout } = await engine.run(options, 'ledger', '--json')

    expect(stdout).toContain('"state":"sent"')
  })

  test('ends with 0 on SIGTERM', async () => {
    const yaml = configOf({ feedPort: await serveFeed(), webPort: await freePort() })
    const container = await engine.startDaemon(engine.makeFolder({ 'config.yaml': yaml }))
    await engine.untilSays(container, '"msg":"delivered"')

    const { code, ms } = await engine.terminate(container)

    tellFigure('sigterm-idle', seconds(ms))
    expect(code).toBe('0')
    expect(ms).toBeLessThan(LIMIT_MS)
  })

  test('ends with 0 within ten seconds of SIGTERM while a mail server hangs', async () => {
    const smtp = await startScriptedSmtp({ dot: 'hang' })
    onTestFinished(async () => await smtp[Symbol.asyncDispose]())
    const [feedPort, webPort] = [await serveFeed(), await freePort()]
    const yaml = configOf({ feedPort, webPort, smtpPort: smtp.port })
    const container = await engine.startDaemon(engine.makeFolder({ 'config.yaml': yaml }))
    await untilTrue(async () => smtp.heard.includes('.'))

    const { code, ms } = await engine.terminate(container)

    tellFigure('sigterm-mail-server-hangs', seconds(ms))
    expect(code).toBe('0')
    expect(ms).toBeLessThan(LIMIT_MS)
  })

  test('ends with 0 within ten seconds of SIGTERM while a feed hangs', async () => {
    const asked = Promise.withResolvers<void>()
    const feedPort = await serveFeed(() => asked.resolve()) // and says nothing
    const yaml = configOf({ feedPort, webPort: await freePort() })
    const container = await engine.startDaemon(engine.makeFolder({ 'config.yaml': yaml }))
    await asked.promise

    const { code, ms } = await engine.terminate(container)

    tellFigure('sigterm-feed-hangs', seconds(ms))
    expect(code).toBe('0')
    expect(ms).toBeLessThan(LIMIT_MS)
  })
})
