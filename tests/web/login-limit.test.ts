import { expect, it } from 'vitest'
import { LoginLimit } from '../../src/web/access/login-limit.ts'

/** One wrong password from each of many addresses. */
function guessFromEverywhere(limit: LoginLimit, count: number): void {
  for (let n = 0; n < count; n += 1) limit.recordWrong(`10.0.${n >> 8}.${n & 255}`, `guess ${n}`, 0)
}

it('lets nobody try after two hundred wrong ones from everywhere, for a quarter of an hour', () => {
  const limit = new LoginLimit()
  guessFromEverywhere(limit, 199)
  const before = limit.waitSeconds('192.0.2.1', 0)

  guessFromEverywhere(limit, 200)

  expect(before).toBe(0)
  expect(limit.waitSeconds('192.0.2.1', 0)).toBe(900)
  expect(limit.waitSeconds('192.0.2.1', 900_000)).toBe(0)
})
