/** Turns what Node says about a broken connection into a reason and a sentence for people. */
import type { FetchFailed, FetchFailureReason } from '../core/feed/fetch-result.ts'
import { describeUrl, fetchFailed, VisitError } from './failure.ts'

/** How far a visit had come. */
export type Phase = 'lookup' | 'connect' | 'tls' | 'answer' | 'body'

const MISSING_INTERMEDIATE =
  'its certificate cannot be traced to a known authority, most often because the server leaves out an intermediate certificate; NODE_EXTRA_CA_CERTS can name a file that holds it'
const SELF_SIGNED =
  'its certificate is signed by itself or by an unknown authority; NODE_EXTRA_CA_CERTS can name a file that holds that authority'

const messages: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'the name is not known to DNS; check the spelling of the host'],
  ['EAI_AGAIN', 'DNS does not answer at the moment'],
  ['ECONNREFUSED', 'the server refuses connections on this port'],
  ['ECONNRESET', 'the server broke off the connection'],
  ['EPIPE', 'the server broke off the connection'],
  ['EHOSTUNREACH', 'there is no route to the server'],
  ['ENETUNREACH', 'there is no route to the network of the server'],
  ['ETIMEDOUT', 'the server does not answer connections'],
  ['CERT_HAS_EXPIRED', 'its certificate has expired'],
  ['CERT_NOT_YET_VALID', 'its certificate is not valid yet; is the clock of this machine right?'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', SELF_SIGNED],
  ['SELF_SIGNED_CERT_IN_CHAIN', SELF_SIGNED],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', MISSING_INTERMEDIATE],
  ['UNABLE_TO_GET_ISSUER_CERT', MISSING_INTERMEDIATE],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', MISSING_INTERMEDIATE],
  ['ERR_INVALID_CHAR', 'a request header holds a character that HTTP cannot carry'],
  ['ERR_INVALID_HTTP_TOKEN', 'a request header has a name that HTTP does not allow'],
  ['HPE_HEADER_OVERFLOW', 'the headers of the answer are larger than we take'],
])

const reasons: Readonly<Record<Phase, FetchFailureReason>> = {
  lookup: 'dns',
  connect: 'connect',
  tls: 'tls',
  answer: 'protocol',
  body: 'protocol',
}

const whatFailed: Readonly<Record<Phase, string>> = {
  lookup: 'looking up the name failed',
  connect: 'connecting failed',
  tls: 'no secure connection came about; the server may speak plain http, or a TLS that is out of date',
  answer: 'what came is no valid HTTP answer',
  body: 'the answer broke off or is not valid HTTP',
}

/**
 * The failure that an error of a visit stands for. Errors that no system, protocol or limit gave are bugs of ours
 * and thrown again.
 *
 * @param start where the visit began, named when a redirect led on from there
 */
export function explainFailure(error: unknown, phase: Phase, url: URL, start: URL): FetchFailed {
  const from = url.href === start.href ? '' : ` (redirected from ${describeUrl(start)})`
  const where = `${describeUrl(url)}${from}`
  if (error instanceof VisitError) return fetchFailed(error.reason, `${where}: ${error.message}`)

  const code = codeOf(error)
  if (code === null) throw error
  const why = phase === 'body' ? whatFailed.body : (messages.get(code) ?? whatFailed[phase])
  return fetchFailed(reasonOf(code, phase), `${where}: ${why} (${code})`)
}

function reasonOf(code: string, phase: Phase): FetchFailureReason {
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large'
  if (code === 'ERR_INVALID_CHAR' || code === 'ERR_INVALID_HTTP_TOKEN') return 'protocol'
  return reasons[phase]
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
