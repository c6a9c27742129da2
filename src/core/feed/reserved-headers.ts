/**
 * Request headers that the connection, the conditions of the last visit or our decoding decide, in lower case. A feed's
 * extra headers may not contradict them: the configuration refuses them, a request leaves them out.
 */
export const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'range',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
