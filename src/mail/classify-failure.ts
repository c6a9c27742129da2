import { clipLine } from '../core/alert/foreign-text.ts'
import type { SendResult } from '../core/alert/send-result.ts'
import { oneLine } from './compose-message.ts'

/**
 * What a failed attempt means for the message. nodemailer's errors alone do not tell "not sent" from "lost after the
 * last line": whether it had begun to read the message does, since it reads it only after the server's 354.
 */

/** The parts of nodemailer's errors that are looked at. */
export type TransportFailure = {
  readonly message: string
  readonly code: string | null
  readonly responseCode: number | null
  readonly response: string | null
  /** The SMTP command that was answered, or CONN, API. */
  readonly command: string | null
}

/** How far an attempt came: to no session, to a session, or so far that the message had begun to leave. */
export type AttemptStage = 'connecting' | 'connected' | 'leaving'

/** Commands whose answer is about the message; an answer to any other is about the connection. */
const MESSAGE_COMMANDS: ReadonlySet<string> = new Set(['MAIL FROM', 'RCPT TO', 'DATA'])

/** "You have to log in" in its varieties (RFC 4954): about our settings, at whatever command it is said. */
const LOGIN_CODES: ReadonlySet<number> = new Set([454, 530, 534, 535, 538])

/** Says that the session went wrong, not the message (RFC 5321). */
const OUT_OF_SEQUENCE = 503

/** The one permanent answer to MAIL FROM that is about the message: it is too large (RFC 1870). */
const TOO_LARGE = 552

/** The same said later, for Postfix answers when it knows the recipient, Exchange when it has the message. */
const SENDER_REFUSED =
  /\b5\.7\.60\b|sender address rejected|not owned by user|sender verify failed|send as this sender/i

/** The server hands nothing on for us: the login is missing, or it is the wrong server. */
const RELAY_REFUSED = /\brelay(?:ing)?\b.*\b(?:denied|prohibited|not permitted)\b|unable to relay/i

/** `leaving`: nodemailer had begun to read the message. */
export function classifyFailure(failure: TransportFailure, stage: AttemptStage): SendResult {
  const { responseCode, response } = failure
  const hasBegunToLeave = stage === 'leaving'
  if (isLoginFailure(failure) || isSenderRefused(failure) || isRelayRefused(failure)) {
    return { kind: 'unreachable', message: describeUnreachable(failure, stage) }
  }
  if (responseCode !== null && responseCode >= 400 && isAboutMessage(failure, hasBegunToLeave)) {
    return {
      kind: 'refused',
      isPermanent: responseCode >= 500 && responseCode !== OUT_OF_SEQUENCE,
      code: responseCode,
      response: response ?? failure.message,
    }
  }
  if (hasBegunToLeave) {
    return {
      kind: 'uncertain',
      message: `The connection was lost while the message was handed over: ${failure.message}`,
    }
  }
  return { kind: 'unreachable', message: describeUnreachable(failure, stage) }
}

/** nodemailer's error as far as it says something; anything else thrown is told by its message. */
export function readFailure(error: unknown): TransportFailure {
  const fields: Readonly<Record<string, unknown>> =
    typeof error === 'object' && error !== null ? { ...error } : {}
  const textOf = (value: unknown): string | null =>
    typeof value === 'string' ? oneLine(value) : null
  return {
    message: oneLine(error instanceof Error ? error.message : String(error)),
    code: textOf(fields['code']),
    responseCode: typeof fields['responseCode'] === 'number' ? fields['responseCode'] : null,
    response: textOf(fields['response']),
    command: textOf(fields['command']),
  }
}

function isLoginFailure({ code, responseCode }: TransportFailure): boolean {
  return code === 'EAUTH' || (responseCode !== null && LOGIN_CODES.has(responseCode))
}

/** "Sender not owned by user" and the like: about our settings, which an administrator mends while the message waits. */
function isSenderRefused({ command, responseCode, response }: TransportFailure): boolean {
  if (responseCode === null || responseCode < 500) return false
  if (command !== 'MAIL FROM') return SENDER_REFUSED.test(response ?? '')
  return responseCode !== TOO_LARGE && !/^\d{3}[ -]5\.3\.4\b/.test(response ?? '')
}

function isRelayRefused({ command, response }: TransportFailure): boolean {
  return command === 'RCPT TO' && RELAY_REFUSED.test(response ?? '')
}

/** A 421 may come at any time, under no command; once the message was leaving, it answers the message. */
function isAboutMessage({ command }: TransportFailure, hasBegunToLeave: boolean): boolean {
  return hasBegunToLeave || (command !== null && MESSAGE_COMMANDS.has(command))
}

/** The names that a certificate has, as Node lists them where none is that of the server. */
const OTHER_NAME =
  /does not match certificate's altnames: (?:.* is not (?:in the cert's (?:altnames|list)|cert's CN): *(.*))?/i

/** What OpenSSL says when the answer to its greeting is plain text. */
const NO_TLS = /wrong version number|packet length too long|unknown protocol/i

/** Why the server could not be used, for people. */
export function describeUnreachable(failure: TransportFailure, stage: AttemptStage): string {
  const { code, message } = failure
  if (isLoginFailure(failure)) {
    return `The mail server refused the login: ${message}`
  }
  if (isSenderRefused(failure)) {
    return `The mail server refused the sender, mail.from: ${message}`
  }
  if (isRelayRefused(failure)) {
    return `The mail server hands on nothing for us, mail.smtp may lack a login: ${message}`
  }
  const otherName = OTHER_NAME.exec(message)
  if (otherName !== null) {
    return `The mail server's certificate is for another name: ${describeNames(otherName[1] ?? '')}. mail.smtp must name the server as its certificate does`
  }
  if (/certificate (?:has expired|is not yet valid)/i.test(message)) {
    return `The mail server's certificate is out of date: ${message}. Whoever runs the server must renew it, if the clock of this machine is right`
  }
  if (/certificate/i.test(message)) {
    return `The mail server's certificate is not trusted: ${message}. Give Node its authority in NODE_EXTRA_CA_CERTS`
  }
  if (NO_TLS.test(message)) {
    return 'The mail server does not speak TLS at this port, which smtps:// in mail.smtp asks for. smtp:// is for servers that begin in plain text and change to TLS (STARTTLS), mostly at port 587'
  }
  switch (code) {
    case 'ETLS':
      return `The connection to the mail server could not be encrypted: ${message}`
    case 'EDNS':
      return `The mail server was not found: ${message}`
    case 'EABORT':
      return `The attempt was stopped: ${message}`
    default:
      return stage === 'connecting'
        ? `The mail server was not reached: ${message}`
        : `The connection to the mail server broke off before it took the message: ${message}`
  }
}

const MOST_NAMES_LENGTH = 200

/** `DNS:a.example, DNS:b.example` without what only programs need. */
function describeNames(names: string): string {
  const plain = names.replace(/\b(?:DNS|IP Address):/g, '').trim()
  return plain === ''
    ? 'none in it is of that kind'
    : `it names ${clipLine(plain, MOST_NAMES_LENGTH)}`
}
