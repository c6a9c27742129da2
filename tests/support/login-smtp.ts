import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** A real SMTP server on loopback with TLS; its certificate is signed by itself. */
export type LoginSmtp = {
  /** Host and port: `127.0.0.1:2525`. */
  readonly address: string
  readonly messages: readonly string[]
}

/** `smtps`: TLS from the first byte; `smtp`: STARTTLS. It lets in `alerts` with the password `open sesame`. */
export async function startLoginSmtp(
  scheme: 'smtp' | 'smtps',
  options: SMTPServerOptions = {},
): Promise<LoginSmtp> {
  const messages: string[] = []
  const server = new SMTPServer({
    secure: scheme === 'smtps',
    logger: false,
    closeTimeout: 100,
    onAuth(auth, _session, done) {
      const isRight = auth.username === 'alerts' && auth.password === 'open sesame'
      done(isRight ? null : new Error('wrong password'), { user: 'alerts' })
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        messages.push(Buffer.concat(chunks).toString())
        done(null)
      })
    },
    ...options,
  })
  // clients that break off a TLS handshake are part of the tests
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  onTestFinished(async () => await new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { address: `127.0.0.1:${port}`, messages }
}
