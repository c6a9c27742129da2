import { expect, test } from 'vitest'
import { findLackOfRoom } from '../../src/store/disk-room.ts'
import { makeTempDir } from '../support/temp-dir.ts'

test('a copy larger than any disk lacks room, with what is left and what is needed', () => {
  const folder = makeTempDir()

  const lack = findLackOfRoom(folder, 1e18)

  expect(lack).toMatch(/^the disk of .* has \d+ MB left, and 10000\d+ MB are needed$/)
  expect(lack).toContain(folder)
})

test('nothing is said of a folder that is not there: who writes to it finds out why', () => {
  const lack = findLackOfRoom('/nowhere/at/all', 1e18)

  expect(lack).toBeNull()
})
