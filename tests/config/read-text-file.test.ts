import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { rereadTextFile } from '../../src/config/read-text-file.ts'
import { makeTempDir } from '../support/temp-dir.ts'

test('a pipe that takes the place of a file while it is read is not waited for', async () => {
  const file = path.join(makeTempDir(), 'config.yaml')
  writeFileSync(file, 'feeds: {}')

  const reading = rereadTextFile(file)
  rmSync(file) // after it was looked at, before it is opened
  execFileSync('mkfifo', [file])

  expect(await reading).toMatchObject({ kind: 'unreadable', code: 'pipe' })
})
