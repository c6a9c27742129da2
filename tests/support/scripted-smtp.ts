import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * A mail server that behaves badly on purpose, line by line, at one point of the conversation. Everything else it does
 * as it should, so that a test names nothing but the fault.
 */
export type SmtpScript = {
  /** An answer, or what else happens: `close` drops the connection, `hang` says nothing more. */
  readonly greeting?: string
  readonly ehlo?: string
  readonly starttls?: string
  readonly auth?: string
  readonly mail?: string
  readonly rcpt?: string
  readonly data?: string
  /** After the last line of the message. */
  readonly dot?: string
}

export type ScriptedSmtp = AsyncDisposable & {
  readonly url: string
  readonly port: number
  /** Every line that clients said, commands and message, in order. */
  readonly heard: readonly string[]
}

const OBEDIENT: Required<SmtpScript> = {
  greeting: '220 test ESMTP',
  ehlo: '250 test',
  starttls: '502 not here',
  auth: '235 welcome',
  mail: '250 ok',
  rcpt: '250 ok',
  data: '354 go on',
  dot: '250 2.0.0 queued as T1',
}

export async function startScriptedSmtp(script: SmtpScript): Promise<ScriptedSmtp> {
  const answers = { ...OBEDIENT, ...script }
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    converse(socket, answers, heard)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    heard,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      for (const socket of sockets) {
        socket.destroy()
      }
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

function converse(socket: Socket, answers: Required<SmtpScript>, heard: string[]): void {
  let isInMessage = false
  let rest = ''
  perform(socket, answers.greeting)
  socket.on('data', (chunk) => {
    const lines = `${rest}${chunk.toString()}`.split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      heard.push(line)
      if (!isInMessage) {
        isInMessage = answerCommand(socket, line, answers)
      } else if (line === '.') {
        isInMessage = false
        perform(socket, answers.dot)
      }
    }
  })
}

/** Whether what follows is the message. */
function answerCommand(socket: Socket, line: string, answers: Required<SmtpScript>): boolean {
  const verb = line.split(/[ :]/)[0]?.toLowerCase() ?? ''
  const known: Readonly<Record<string, string>> = answers
  perform(socket, known[verb] ?? '250 ok')
  return verb === 'data' && answers.data.startsWith('354')
}

function perform(socket: Socket, answer: string): void {
  if (answer === 'close') {
    socket.destroy()
  } else if (answer !== 'hang') {
    socket.write(`${answer}\r\n`)
  }
}
