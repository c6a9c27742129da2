import { describe, expect, test } from 'vitest'
import { diskMarksOf } from '../../src/core/disk-marks.ts'

const MIB = 1_048_576

describe('how full a disk may become', () => {
  test('is 64 MiB on any disk of ordinary size', () => {
    expect(diskMarksOf(2_000_000 * MIB)).toEqual({
      pausesBelow: 64 * MIB,
      resumesFrom: 96 * MIB,
      reserve: 16 * MIB,
      scarce: 4 * MIB,
    })
  })

  test.each([1, 10, 100, 500, 1_000])(
    'leaves most of a volume of %i MiB, and giving up the reserve never ends a pause',
    (mebibytes) => {
      const marks = diskMarksOf(mebibytes * MIB)

      expect(marks.pausesBelow).toBeLessThanOrEqual((mebibytes * MIB) / 8)
      expect(marks.scarce).toBeLessThanOrEqual(marks.reserve)
      expect(marks.pausesBelow + marks.reserve).toBeLessThanOrEqual(marks.resumesFrom)
    },
  )
})
