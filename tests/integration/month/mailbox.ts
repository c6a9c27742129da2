import { simpleParser } from 'mailparser'
import { type Telling, tellingOf } from './expect-tellings.ts'
import { READER } from './make-subscriptions.ts'
import type { TakenMessage } from './month-mail-server.ts'

/** A message as its reader finds it. */
export type ReceivedMessage = {
  readonly to: string
  readonly messageId: string
  readonly subject: string
  readonly tellings: readonly Telling[]
  /** Addresses of readers that it names: a notice of those that failed does. */
  readonly named: readonly string[]
  /** Why it may have come although it had come before; null: it had not. */
  readonly repeats: 'allowed' | 'not allowed' | null
}

/** What the server knows of a message that it took. */
type Taken = { readonly wasCut: boolean; readonly process: number }

/**
 * All that the server has taken. A message that comes again is allowed where the sender could not know: the connection was cut
 * before the 250, or the process that sent it was killed before it had written down that it was accepted.
 */
export class Mailbox {
  readonly #taken = new Map<string, Taken>()
  readonly #recorded = new Set<string>()
  readonly #reading: Promise<ReceivedMessage>[] = []

  /** `process`: the number of the one that sent it. */
  take({ to, source, messageId, answer }: TakenMessage, process: number): void {
    const before = this.#taken.get(messageId)
    const isKnown = this.#recorded.has(messageId) || before?.process === process
    const isAllowed = before?.wasCut === true || !isKnown
    this.#taken.set(messageId, { wasCut: answer === 'cut', process })
    const repeats = before === undefined ? null : isAllowed ? 'allowed' : 'not allowed'
    this.#reading.push(readMessage(to, messageId, source, repeats))
  }

  /** A process has written down that it was accepted. */
  noteRecorded(messageId: string): void {
    this.#recorded.add(messageId)
  }

  /** In the order in which they came. */
  async list(): Promise<readonly ReceivedMessage[]> {
    return await Promise.all(this.#reading)
  }
}

async function readMessage(
  to: string,
  messageId: string,
  source: Buffer,
  repeats: ReceivedMessage['repeats'],
): Promise<ReceivedMessage> {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true }
  const { subject = '', text = '' } = await simpleParser(source, options)
  const named = new Set(text.match(READER))
  return { to, messageId, subject, tellings: readTellings(to, text), named: [...named], repeats }
}

/** In the text part a story comes with its reference, and below it `RULE matched …` for each rule. */
function readTellings(to: string, text: string): readonly Telling[] {
  const tellings = new Set<Telling>()
  let ref: string | null = null
  for (const [found] of text.matchAll(/\bS-\d{5}\b|\bWatch \d\d(?= matched )/g)) {
    if (found.startsWith('S-')) ref = found
    else if (ref !== null) tellings.add(tellingOf(to, found, ref))
  }
  return [...tellings]
}
