import { describe, expect, test } from 'vitest'
import { failingLookup, findClosedPort, makeFetcher, never, requestFor } from './odd-servers.ts'

describe('a server that cannot be reached', () => {
  test('says so when nobody listens', async () => {
    const port = await findClosedPort()
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`http://127.0.0.1:${port}/rss?key=secret`), never)

    expect(result).toEqual({
      kind: 'failed',
      reason: 'connect',
      status: null,
      message: `http://127.0.0.1:${port}/rss: the server refuses connections on this port (ECONNREFUSED)`,
    })
  })

  test.each([
    ['ENOTFOUND', 'check the spelling'],
    ['EAI_AGAIN', 'does not answer at the moment'],
    ['ESERVFAIL', 'looking up the name failed'],
  ])('says so when its name is not found: %s', async (code, said) => {
    const fetcher = makeFetcher({ lookup: failingLookup(code) })

    const result = await fetcher.fetch(requestFor('http://motir.example/rss'), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'dns',
      message: expect.stringMatching(new RegExp(`^http://motir.example/rss: .*${said}`)),
    })
  })
})
