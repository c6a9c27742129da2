import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import type { MailWeather, MessageFault } from './mail-weather.ts'

/** A message that the server took and will not let go of, whoever was told. */
export type TakenMessage = {
  readonly to: string
  readonly source: Buffer
  readonly messageId: string
  /** `cut`: the connection was cut on purpose before the 250. */
  readonly answer: '250' | 'cut'
}

/** Asked at the moment at which a message was taken; it may end the client before, or right after, the 250 is written. */
export type OnTaken = (message: TakenMessage) => 'answer' | 'killed-before' | 'kill-after'

/** Slow answers, in milliseconds of this world. */
const SLOW_MS = 40

/**
 * A real SMTP server that behaves as the weather has it. It is told what time it is in the made-up month; while it is down
 * nobody listens at its port.
 */
export class MonthMailServer {
  readonly #weather: MailWeather
  readonly #onTaken: OnTaken
  readonly #killAfter: () => void
  readonly #server: FaultySmtpServer
  readonly #faults = new Map<string, MessageFault>()
  #now = 0
  #port = 0
  #isDown = false
  /** How often it did what wrong; nobody can count who came while it was down. */
  readonly faultCounts = new Map<string, number>()

  /** `killAfter` is called when the 250 was written that `onTaken` wants to be the last thing its reader sees. */
  constructor(weather: MailWeather, onTaken: OnTaken, killAfter: () => void) {
    this.#weather = weather
    this.#onTaken = onTaken
    this.#killAfter = killAfter
    this.#server = new FaultySmtpServer(
      {
        authOptional: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        disableReverseLookup: true,
        logger: false,
        onConnect: (_, done): void => done(this.#refuseConnection()),
        onMailFrom: (_, session, done): void => void this.#atMail(session).then(done),
        onRcptTo: ({ address }, session, done): void => done(this.#atRecipient(address, session)),
        onData: (stream, session, done): void => this.#atData(stream, session, done),
      },
      (connection) => this.#atDataCommand(connection),
    )
    this.#server.on('error', () => {}) // clients that are killed reset their connections
  }

  get port(): number {
    return this.#port
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server.server, 'listening')
    this.#port = (this.#server.server.address() as AddressInfo).port // of a TCP server
  }

  /** It is so late now; resolves when the server is as it has to be then. */
  async setNow(at: number): Promise<void> {
    const wasUnwilling = this.#weather.has('greets-421', this.#now)
    this.#now = at
    if (!wasUnwilling && this.#weather.has('greets-421', at)) this.#dropConnections()
    const isDown = this.#weather.has('down', at)
    if (isDown === this.#isDown) return
    this.#isDown = isDown
    if (isDown) await this.close()
    else await this.listen()
  }

  async close(): Promise<void> {
    if (!this.#server.server.listening) return
    const closed = once(this.#server.server, 'close')
    this.#server.server.close()
    this.#dropConnections()
    await closed
  }

  #dropConnections(): void {
    for (const { _socket: socket } of this.#server.connections) socket.destroy()
  }

  /** Resolves when no client is connected, and what a killed one had handed over is taken. */
  async settle(): Promise<void> {
    do await sleep(10)
    while (this.#server.connections.size > 0)
  }

  #refuseConnection(): Error | null {
    if (this.#weather.has('greets-421', this.#now))
      return this.#refuse('421 at the greeting', 421, 'not now')
    const isCrowded = this.#server.connections.size > 1
    if (this.#weather.has('one-connection', this.#now) && isCrowded) {
      return this.#refuse('421 too many connections', 421, 'too many concurrent connections')
    }
    return null
  }

  async #atMail(session: SMTPServerSession): Promise<Error | null> {
    if (this.#weather.has('slow', this.#now)) {
      this.#count('slow answer')
      await sleep(SLOW_MS)
    }
    const fault = this.#weather.faultOfMessage(this.#now)
    this.#faults.set(session.id, fault)
    return fault === 'mail-451' ? this.#refuse('451 at MAIL', 451, 'no mail for now') : null
  }

  #atRecipient(address: string, { id }: SMTPServerSession): Error | null {
    const answer = this.#weather.answerToRecipient(address, this.#now)
    if (answer === 'refused') return this.#refuse('550 at RCPT', 550, '5.1.1 no such user')
    if (answer === 'greylisted')
      return this.#refuse('451 greylisted', 451, '4.7.1 greylisted, try again')
    const fault = this.#faults.get(id)
    if (fault === 'rcpt-451') return this.#refuse('451 at RCPT', 451, 'mailbox is busy')
    return fault === 'rate-limit'
      ? this.#refuse('450 too many messages', 450, '4.7.1 too many messages, slow down')
      : null
  }

  /** Whether the message may come. */
  #atDataCommand(connection: SMTPConnection): boolean {
    const fault = this.#faults.get(connection.session.id)
    if (fault === 'data-451') {
      this.#count('451 at DATA')
      connection.send(451, 'not this one, not now')
      return false
    }
    if (fault === 'cut-before-data') {
      this.#cut('cut before DATA', connection._socket)
      return false
    }
    return true
  }

  #atData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, message?: string) => void,
  ): void {
    const fault = this.#faults.get(session.id)
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (fault === 'cut-in-data') this.#cut('cut within DATA', this.#socketOf(session))
    })
    stream.on('end', () => {
      if (fault === 'cut-in-data') return // all of it came in one piece, and is thrown away
      if (fault === 'after-data-451') {
        done(this.#refuse('451 after DATA', 451, 'the queue is full'))
        return
      }
      const source = Buffer.concat(chunks)
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const messageId = /^message-id:\s*(<[^>]+>)/im.exec(source.toString('latin1'))?.[1] ?? ''
      const answer = fault === 'cut-after-data' ? 'cut' : '250'
      const wish = this.#onTaken({ to, source, messageId, answer })
      if (wish === 'killed-before') return // there is nobody to be told
      if (answer === 'cut') {
        this.#cut('cut after DATA, and kept', this.#socketOf(session))
        return
      }
      done(null, 'queued')
      if (wish === 'kill-after') this.#killAfter()
    })
  }

  #socketOf({ id }: SMTPServerSession): Socket | null {
    const connection = [...this.#server.connections].find(({ session }) => session.id === id)
    return connection?._socket ?? null
  }

  #cut(name: string, socket: Socket | null): void {
    if (socket?.destroyed !== false) return
    this.#count(name)
    socket.destroy()
  }

  #refuse(name: string, responseCode: number, message: string): Error {
    this.#count(name)
    return Object.assign(new Error(message), { responseCode })
  }

  #count(name: string): void {
    this.faultCounts.set(name, (this.faultCounts.get(name) ?? 0) + 1)
  }
}

type MayDataCome = (connection: SMTPConnection) => boolean

class FaultySmtpServer extends SMTPServer {
  readonly #mayDataCome: MayDataCome

  constructor(options: ConstructorParameters<typeof SMTPServer>[0], mayDataCome: MayDataCome) {
    super(options)
    this.#mayDataCome = mayDataCome
  }

  override connect(socket: Socket): void {
    const connection = new FaultyConnection(this, socket, this.#mayDataCome)
    this.connections.add(connection)
    connection.on('error', () => {})
    connection.init()
  }
}

class FaultyConnection extends SMTPConnection {
  readonly #mayDataCome: MayDataCome

  constructor(server: SMTPServer, socket: Socket, mayDataCome: MayDataCome) {
    super(server, socket)
    this.#mayDataCome = mayDataCome
  }

  /** Greets at once: the package's own keeps every client waiting for a tenth of a second. */
  override init(): void {
    this._setListeners(() => this.connectionReady())
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    if (this.#mayDataCome(this)) super.handler_DATA(command, callback)
    else callback()
  }
}
