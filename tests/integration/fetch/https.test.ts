/** Certificates, and what must not leave a secure connection. The key and certificates in tls/ serve these tests alone. */
import { setDefaultCACertificates } from 'node:tls'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  lookupOf,
  makeFetcher,
  never,
  readPem,
  requestFor,
  startServer,
  startTlsServer,
} from './odd-servers.ts'

beforeEach(() => setDefaultCACertificates([readPem('valid').toString()]))

describe('a visit by https', () => {
  test('is not led down to plain http', async () => {
    const plain = await startServer((_request, response) => response.end('<rss/>'))
    const secure = await startTlsServer((_request, response) => {
      response.writeHead(302, { location: `${plain.origin}/rss?key=secret` }).end()
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`${secure.origin}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'redirect',
      message: `${secure.origin}/ redirects to ${plain.origin}/rss, from https down to plain http`,
    })
    expect(plain.seen).toEqual([])
  })

  test('keeps a secure cookie', async () => {
    const server = await startTlsServer((request, response) => {
      const isKnown = request.headers.cookie === 'pass=1'
      response.setHeader('set-cookie', 'pass=1; Secure')
      response.writeHead(isKnown ? 200 : 307, { location: request.path }).end('<rss/>')
    })
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(server.origin), never)

    expect(result).toMatchObject({ kind: 'fetched' })
  })

  test('fails when the certificate is for another host', async () => {
    const server = await startTlsServer((_request, response) => response.end())
    const fetcher = makeFetcher({ lookup: lookupOf('127.0.0.1') })

    const result = await fetcher.fetch(requestFor(`https://a.invalid:${server.port}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'tls',
      message: expect.stringContaining('its certificate is for another host'),
    })
  })

  test('fails when the certificate has expired', async () => {
    const server = await startTlsServer((_request, response) => response.end(), 'expired')
    const fetcher = makeFetcher()
    setDefaultCACertificates([readPem('expired').toString()])

    const result = await fetcher.fetch(requestFor(`${server.origin}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'tls',
      message: expect.stringContaining('its certificate has expired'),
    })
  })

  test('fails when nobody vouches for the certificate', async () => {
    const server = await startTlsServer((_request, response) => response.end())
    const fetcher = makeFetcher()
    setDefaultCACertificates([])

    const result = await fetcher.fetch(requestFor(`${server.origin}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'tls',
      message: expect.stringContaining('signed by itself or by an unknown authority'),
    })
  })

  test('fails when the server speaks plain http', async () => {
    const server = await startServer((_request, response) => response.end())
    const fetcher = makeFetcher()

    const result = await fetcher.fetch(requestFor(`https://127.0.0.1:${server.port}/`), never)

    expect(result).toMatchObject({
      kind: 'failed',
      reason: 'tls',
      message: expect.stringContaining('may speak plain http'),
    })
  })
})
