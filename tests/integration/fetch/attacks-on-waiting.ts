import { type Attack, answering, dripping, flooding, OK } from './attack.ts'
import { startRawServer, startServer } from './odd-servers.ts'

const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`

const drip = (name: string, start: string, drop: string, phase: string): Attack => ({
  name: `${name}, drop by drop`,
  set: answering(start, dripping(drop)),
  waits: { deadlineMs: 1_000 },
  reason: 'timeout',
  sentence: `the visit did not end within 1 s, while ${phase}`,
})

const flood = (name: string, start: string, wave: string, sentence: string): Attack => ({
  name: `${name}, as a flood`,
  set: answering(start, flooding(wave)),
  reason: 'too-large',
  sentence,
})

const HEADERS = 'the headers of the answer are larger than we take'
const NO_ANSWER =
  'the server sent more than 1000000 bytes and no whole answer, while waiting for the answer'

/** Answers that never end, slow or fast, and those that never begin. */
export const ATTACKS_ON_WAITING: readonly Attack[] = [
  drip('a body', `${OK}\r\n`, 'x', 'reading the body'),
  drip('a body of announced length', `${OK}Content-Length: 9000\r\n\r\n`, 'x', 'reading the body'),
  drip('chunks', CHUNKED, '1\r\nx\r\n', 'reading the body'),
  drip('the size of a chunk', CHUNKED, '0', 'reading the body'),
  drip('headers', OK, 'X: y\r\n', 'waiting for the answer'),
  drip('trailers', `${CHUNKED}0\r\n`, 'X: y\r\n', 'reading the body'),
  drip('interim answers', '', 'HTTP/1.1 103 Early Hints\r\n\r\n', 'waiting for the answer'),
  drip('blank lines', '', '\r\n', 'waiting for the answer'),

  flood('a body', `${OK}\r\n`, 'x'.repeat(1_000), 'the body is larger than 10000 bytes'),
  flood('chunks', CHUNKED, '3e8\r\n'.padEnd(1_005, 'x').concat('\r\n'), 'the body is larger than'),
  flood('headers', OK, 'X-Noise: aaaaaaaa\r\n'.repeat(50), HEADERS),
  flood('one header', `${OK}X-Noise: `, 'a'.repeat(1_000), HEADERS),
  flood('the name of a header', OK, 'a'.repeat(1_000), HEADERS),
  flood('the status line', 'HTTP/1.1 200 ', 'a'.repeat(1_000), HEADERS),
  flood('trailers', `${CHUNKED}0\r\n`, 'X-Noise: aaaaaaaa\r\n'.repeat(50), 'HPE_HEADER_OVERFLOW'),
  flood(
    'interim answers',
    '',
    `HTTP/1.1 103 Early Hints\r\nX: ${'a'.repeat(1_500)}\r\n\r\n`.repeat(10),
    NO_ANSWER,
  ),
  flood('blank lines', '', '\r\n'.repeat(5_000), NO_ANSWER),
  flood(
    'the size of a chunk',
    CHUNKED,
    '0'.repeat(10_000),
    'the server sent more than 1000000 bytes and no whole answer, while reading the body',
  ),
  {
    name: 'what belongs to a chunk, as a flood',
    set: answering(`${CHUNKED}1;`, flooding('a'.repeat(1_000))),
    reason: 'protocol',
    sentence: 'HPE_CHUNK_EXTENSIONS_OVERFLOW',
  },

  {
    name: 'silence before the answer',
    set: answering(''),
    waits: { idleTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'the server fell silent for 0.4 s, while waiting for the answer',
  },
  {
    name: 'silence in the headers',
    set: answering(OK),
    waits: { idleTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'the server fell silent for 0.4 s, while waiting for the answer',
  },
  {
    name: 'silence in the body',
    set: answering(`${OK}Content-Length: 9\r\n\r\n<rss>`),
    waits: { idleTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'the server fell silent for 0.4 s, while reading the body',
  },
  {
    name: 'silence of the name server',
    set: async () => ({
      url: 'http://motir.example/rss',
      fetcher: { lookup: () => undefined },
    }),
    waits: { connectTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'no connection within 0.4 s, while its name was looked up',
  },
  {
    name: 'silence of a server that should agree on a secure connection',
    set: async () => ({ url: `https://127.0.0.1:${(await startRawServer('')).port}/` }),
    waits: { connectTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'no connection within 0.4 s, while agreeing on a secure connection',
  },
  {
    name: 'a secure connection that is agreed on drop by drop',
    set: async () => ({
      url: `https://127.0.0.1:${(await startRawServer('\x16\x03\x03\x40\x00', dripping('\x00'))).port}/`,
    }),
    waits: { connectTimeoutMs: 400 },
    reason: 'timeout',
    sentence: 'no connection within 0.4 s, while agreeing on a secure connection',
  },
  {
    name: 'slow redirects, which have one deadline together',
    set: async () => {
      const server = await startServer((request, response) => {
        setTimeout(() => response.writeHead(302, { location: `${request.path}x` }).end(), 350)
      })
      return { url: `${server.origin}/` }
    },
    waits: { deadlineMs: 1_000 },
    reason: 'timeout',
    sentence: 'the visit did not end within 1 s',
  },
]
