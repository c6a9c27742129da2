import { expect, it } from 'vitest'
import { LoginLimit } from '../../src/web/access/login-limit.ts'

/** One wrong password from each of many addresses. */
function guessFromEverywhere(limit: LoginLimit, count: number): void {
  for (let n = 0; n < count; n += 1) limit.recordWrong(`10.0.${n >> 8}.${n & 255}`, `guess ${n}`, 0)
}

/** As many wrong passwords as one address has. */
function guessFrom(limit: LoginLimit, client: string, nowMs: number): void {
  for (let n = 0; n < 10; n += 1) limit.recordWrong(client, `guess ${n}`, nowMs)
}

it('keeps nobody waiting for a clock that was ahead', () => {
  const [limit, year] = [new LoginLimit(), 365 * 86_400_000]
  guessFrom(limit, '192.0.2.1', year)
  const ahead = limit.waitSeconds('192.0.2.1', year)
  const back = limit.waitSeconds('192.0.2.1', 0)

  limit.recordWrong('192.0.2.1', 'guess', 0)

  expect([ahead, back, limit.waitSeconds('192.0.2.1', 0)]).toEqual([900, 0, 0])
})

it('lets nobody try after two hundred wrong ones from everywhere, for a quarter of an hour', () => {
  const limit = new LoginLimit()
  guessFromEverywhere(limit, 199)
  const before = limit.waitSeconds('192.0.2.1', 0)

  guessFromEverywhere(limit, 200)

  expect(before).toBe(0)
  expect(limit.waitSeconds('192.0.2.1', 0)).toBe(900)
  expect(limit.waitSeconds('192.0.2.1', 900_000)).toBe(0)
})
