import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { type Attack, answering, OK } from './attack.ts'
import { startServer } from './odd-servers.ts'

const FEED = '<rss version="2.0"><channel><title>보도자료</title></channel></rss>'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`
const FOUND = 'HTTP/1.1 302 Found\r\nContent-Length: 0\r\n'

const malformed = (name: string, bytes: string): Attack => ({
  name,
  set: answering(bytes),
  reason: 'protocol',
  sentence: 'what came is no valid HTTP answer',
})

const brokenOff = (name: string, bytes: string): Attack => ({
  name: `an end ${name}`,
  set: answering(bytes, (socket) => socket.end()),
  reason: 'protocol',
  sentence: 'broke off',
})

/** Answers that are no HTTP, or lie about themselves. */
const LIES: readonly Attack[] = [
  malformed('another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'),
  malformed('HTTP/0.9', FEED),
  malformed('a length that is no number', `${OK}Content-Length: many\r\n\r\n`),
  malformed('a length below zero', `${OK}Content-Length: -5\r\n\r\n<rss>`),
  malformed('a length beyond all numbers', `${OK}Content-Length: ${'9'.repeat(30)}\r\n\r\n<rss>`),
  malformed('two lengths', `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`),
  malformed('a length besides chunks', `${CHUNKED.trimEnd()}\r\nContent-Length: 5\r\n\r\n<rss>`),
  malformed('NUL in a header', `${OK}X: a\0b\r\nContent-Length: 5\r\n\r\n<rss>`),
  {
    name: 'another protocol from here on',
    set: answering('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    reason: 'protocol',
    sentence: 'the connection ended without an answer',
  },
  {
    name: 'a length that is too much',
    set: answering(`${OK}Content-Length: 99999999999\r\n\r\n`),
    reason: 'too-large',
    sentence: 'the body is announced with 99999999999 bytes, more than 10000 bytes',
  },
  {
    name: 'a chunk beyond all numbers',
    set: answering(`${CHUNKED}${'f'.repeat(30)}\r\n<rss>`),
    reason: 'protocol',
    sentence: 'the answer broke off or is not valid HTTP',
  },
  {
    name: 'a chunk without a size',
    set: answering(`${CHUNKED}zz\r\n<rss>`),
    reason: 'protocol',
    sentence: 'the answer broke off or is not valid HTTP',
  },
  {
    name: 'a chunk that is longer than its size',
    set: answering(`${CHUNKED}2\r\n<rss>\r\n0\r\n\r\n`),
    reason: 'protocol',
    sentence: 'the answer broke off or is not valid HTTP',
  },
  brokenOff('before the announced length', `${OK}Content-Length: 500\r\n\r\n${FEED}`),
  brokenOff('inside a chunk', `${CHUNKED}ff\r\n<rss>`),
  brokenOff('before the last chunk', `${CHUNKED}5\r\n<rss>\r\n`),
  brokenOff('before the answer', ''),
  {
    name: 'an end inside the headers',
    set: answering(`${OK}Content-Le`, (socket) => socket.end()),
    reason: 'protocol',
    sentence: 'the server broke off the connection (ECONNRESET)',
  },
  {
    name: 'a reset before the answer',
    set: answering('', (socket) => socket.resetAndDestroy()),
    reason: 'protocol',
    sentence: 'the server broke off the connection (ECONNRESET)',
  },
  {
    name: 'a reset that passes for the end of a body without length',
    set: answering(`${OK}\r\n<rss><channel>`, (socket) => {
      setTimeout(() => socket.resetAndDestroy(), 50)
    }),
    reason: 'protocol',
    sentence: 'broke off',
  },
]

const packed = (coding: string, body: Uint8Array): Attack['set'] => {
  return async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(body)
    })
    return { url: server.origin, fetcher: { limits: {} } } // as large as they are in earnest
  }
}

const bomb = (coding: string, pack: (bytes: Uint8Array) => Uint8Array): Attack => ({
  name: `a bomb of 64 MiB: ${coding}`,
  set: () => packed(coding, pack(Buffer.alloc(64 * 1024 * 1024)))(),
  reason: 'too-large',
  sentence: 'the body unpacks to more than 16 MiB',
})

const quickBrotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

const badlyPacked = (name: string, coding: string, body: Uint8Array, sentence: string): Attack => ({
  name: `${name}: ${coding}`,
  set: packed(coding, body),
  reason: 'bad-encoding',
  sentence,
})

/** Bodies whose Content-Encoding unpacks to too much, or to nothing. */
const PACKED: readonly Attack[] = [
  bomb('gzip', (bytes) => gzipSync(bytes)),
  bomb('deflate', (bytes) => deflateSync(bytes)),
  bomb('br', (bytes) => brotliCompressSync(bytes, quickBrotli)),
  bomb('zstd', (bytes) => zstdCompressSync(bytes)),
  bomb('gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))),
  bomb('br, gzip', (bytes) => gzipSync(brotliCompressSync(bytes, quickBrotli))),
  badlyPacked('three codings', 'gzip, br, gzip', gzipSync(FEED), 'is packed 3 times over'),
  badlyPacked('many codings', 'gzip, '.repeat(300), gzipSync(FEED), 'is packed 300 times over'),
  badlyPacked('an unknown coding', 'x-secret', Buffer.from(FEED), 'that we do not know'),
  badlyPacked('no packing', 'gzip', Buffer.from(FEED), 'announced as gzip and does not unpack'),
  badlyPacked('another packing', 'br', gzipSync(FEED), 'announced as br and does not unpack'),
  badlyPacked('a cut body', 'gzip', gzipSync(FEED).subarray(0, 30), 'as gzip and does not unpack'),
  {
    name: 'more packed bytes than any feed has',
    set: answering(`${OK}Content-Encoding: gzip\r\nContent-Length: 4001\r\n\r\n`),
    reason: 'too-large',
    sentence: 'the body is announced with 4001 bytes, more than 4000 bytes',
  },
]

const LONG_NAME = 'a'.repeat(1_500)

const refusedRedirect = (name: string, location: string, sentence: string): Attack => ({
  name: `a redirect to ${name}`,
  set: answering(`${FOUND}Location: ${location}\r\n\r\n`),
  reason: 'bad-url',
  sentence: `/rss redirects: ${sentence}`,
})

/** Redirects that lead nowhere, or where only a browser may go. */
const REDIRECTS: readonly Attack[] = [
  {
    name: 'a redirect to itself',
    set: answering(`${FOUND}Location: /rss\r\n\r\n`),
    reason: 'redirect',
    sentence: '/rss redirects in a circle',
  },
  {
    name: 'a circle of two redirects',
    set: async () => {
      const server = await startServer(({ path }, response) => {
        response.writeHead(301, { location: path === '/a' ? '/b' : '/a' }).end()
      })
      return { url: `${server.origin}/a` }
    },
    reason: 'redirect',
    sentence: '/a redirects in a circle',
  },
  {
    name: 'a maze of redirects',
    set: async () => {
      const server = await startServer(({ path }, response) => {
        response.writeHead(302, { location: `${path}x` }).end()
      })
      return { url: `${server.origin}/` }
    },
    reason: 'redirect',
    sentence: '/xxxxx redirects once more after 5 redirects',
  },
  {
    name: 'a circle that gives a new cookie each time',
    set: async () => {
      let count = 0
      const server = await startServer((_request, response) => {
        count += 1
        response.writeHead(307, { location: '/', 'set-cookie': `visit=${count}` }).end()
      })
      return { url: `${server.origin}/` }
    },
    reason: 'redirect',
    sentence: 'redirects once more after 5 redirects',
  },
  {
    name: 'a redirect without an address',
    set: answering(`${FOUND}\r\n`),
    reason: 'redirect',
    sentence: 'answered 302 Found without saying where to',
  },
  refusedRedirect('a file', 'file:///etc/passwd', 'an address must be http or https, not file:'),
  refusedRedirect('data', 'data:text/xml,<rss/>', 'an address must be http or https, not data:'),
  refusedRedirect('gopher', 'gopher://a.example/', 'an address must be http or https, not gopher:'),
  refusedRedirect('no address', 'http://a b/', 'the address is not a URL'),
  refusedRedirect('a login', 'http://me:secret@a.example/', 'http://a.example/ has a user name'),
  {
    name: 'a redirect to a name without end',
    set: answering(`${FOUND}Location: http://${LONG_NAME}.test/\r\n\r\n`),
    reason: 'dns',
    sentence: `http://${'a'.repeat(260)}…/ (redirected from`,
  },
]

export const ATTACKS_ON_READING: readonly Attack[] = [...LIES, ...PACKED, ...REDIRECTS]
