import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { createEngine, type Engine } from '../support/container.ts'
import { freePort } from '../support/free-port.ts'
import { isMissing } from '../support/needs.ts'
import { configOf, serveFeed } from '../support/watched-by-container.ts'

/** A folder that is mounted as /config and changed from outside while the daemon runs. */
const IN_FORCE = '"msg":"the changed configuration is in force"'

type Change = (folder: string, yaml: string) => void

/** As Kubernetes lays out a ConfigMap: config.yaml leads through ..data into a folder of its own for each state. */
function layOutAsConfigMap(folder: string, state: string, yaml: string): void {
  mkdirSync(path.join(folder, state), { mode: 0o755 })
  writeFileSync(path.join(folder, state, 'config.yaml'), yaml)
  symlinkSync(state, path.join(folder, '..data_tmp'))
  renameSync(path.join(folder, '..data_tmp'), path.join(folder, '..data'))
}

const CHANGES: readonly (readonly [string, Change])[] = [
  [
    'written in place',
    (folder, yaml): void => writeFileSync(path.join(folder, 'config.yaml'), yaml),
  ],
  [
    'saved beside and renamed, as editors do',
    (folder, yaml): void => {
      writeFileSync(path.join(folder, 'config.yaml~'), yaml)
      renameSync(path.join(folder, 'config.yaml~'), path.join(folder, 'config.yaml'))
    },
  ],
]

describe.skipIf(isMissing(inject('engine'), 'a configuration changed from outside'))(
  'a mounted configuration',
  () => {
    const engine: Engine = createEngine()

    afterAll(async () => await engine.removeAll())

    const writeYaml = async (): Promise<(match: string) => string> => {
      const [feedPort, webPort] = [await serveFeed(), await freePort()]
      return (match) => configOf({ feedPort, webPort, match })
    }

    test.each(CHANGES)('takes effect when it is %s', async (_, change) => {
      const yamlWith = await writeYaml()
      const folder = engine.makeFolder({ 'config.yaml': yamlWith('nothing like it') })
      const container = await engine.startDaemon(folder)
      await engine.untilSays(container, '"msg":"ready"')

      change(folder, yamlWith('reactors'))

      await engine.untilSays(container, IN_FORCE)
      await engine.untilSays(container, '"msg":"delivered"')
    })

    test('takes effect when Kubernetes turns its link', async () => {
      const yamlWith = await writeYaml()
      const folder = engine.makeFolder()
      layOutAsConfigMap(folder, '..2026_03_02', yamlWith('nothing like it'))
      symlinkSync('..data/config.yaml', path.join(folder, 'config.yaml'))
      const container = await engine.startDaemon(folder)
      await engine.untilSays(container, '"msg":"ready"')

      layOutAsConfigMap(folder, '..2026_03_03', yamlWith('reactors'))

      await engine.untilSays(container, IN_FORCE)
      await engine.untilSays(container, '"msg":"delivered"')
    })

    test('that is broken from the start ends the container with 3, and is shown', async () => {
      const folder = engine.makeFolder({
        'config.yaml': 'feeds:\n  a:\n    ulr: https://a.example/\n',
      })

      const { code, stdout, stderr } = await engine.run([`--volume=${folder}:/config:ro`], 'run')

      expect(code).toBe(3)
      expect(stdout + stderr).toContain('/config/config.yaml:3')
    })

    test('is checked by the command for it', async () => {
      const yamlWith = await writeYaml()
      const folder = engine.makeFolder({ 'config.yaml': yamlWith('reactors') })

      const { code } = await engine.run(['--read-only', `--volume=${folder}:/config:ro`], 'check')

      expect(code).toBe(0)
    })
  },
)
