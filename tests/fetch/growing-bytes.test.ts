import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrowingBytes } from '../../src/fetch/growing-bytes.ts'

test('bytes come out as they came in, in memory of their own, whatever was announced', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 20_000 }), { maxLength: 20 })
  fc.assert(
    fc.property(pieces, fc.nat(300_000), (all, announced) => {
      const bytes = new GrowingBytes(announced)
      for (const piece of all) bytes.add(piece)
      const taken = bytes.take()
      expect(Buffer.compare(taken, Buffer.concat(all))).toBe(0)
      expect(taken.buffer.byteLength).toBe(bytes.length)
    }),
  )
})

test('what is only announced takes no memory', () => {
  const before = process.memoryUsage().arrayBuffers
  const all = Array.from({ length: 100 }, () => new GrowingBytes(16 * 1024 * 1024))

  const taken = process.memoryUsage().arrayBuffers - before

  expect(all).toHaveLength(100)
  expect(taken).toBeLessThan(64 * 1024 * 1024)
})
