import { randomBytes } from 'node:crypto'
import { openMailOf } from '../../app.ts'
import { parseMailbox } from '../../config/parse-mailbox.ts'
import type { Settings } from '../../config/settings.ts'
import type { Mailbox } from '../../core/alert/mailbox.ts'
import type { SendResult } from '../../core/alert/send-result.ts'
import { timestampOf } from '../../core/time.ts'
import type { OutgoingMessage } from '../../mail/mail.ts'
import { type CommandCall, CommandError, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { loadSettings } from '../load-settings.ts'
import { openCommandLog } from '../open-log.ts'
import { printable } from '../output/printable.ts'
import { writeLine } from '../output/write.ts'

/** Sends one real message, the way alerts go. It may do so beside a running daemon. */
export async function sendTestMessage(call: CommandCall): Promise<ExitCode> {
  const [address = ''] = call.positionals
  const parsed = parseMailbox(address)
  if (parsed.kind === 'bad') throw new UsageError(parsed.message, parsed.hint)
  const { settings, secrets } = await loadSettings(call)
  const { mask } = openCommandLog(call.io, secrets) // a server may repeat the login that it refuses
  const mail = openMailOf(settings)
  try {
    const result = await mail.send(testMessage(settings, parsed.value))
    if (result.kind === 'accepted') {
      writeLine(call.io, printable(`sent to ${parsed.value.address}: ${mask(result.response)}`))
      return EXIT.done
    }
    throw new CommandError(
      printable(`not sent to ${parsed.value.address}: ${mask(describeResult(result))}`),
    )
  } finally {
    await mail.close()
  }
}

function describeResult(result: Exclude<SendResult, { kind: 'accepted' }>): string {
  switch (result.kind) {
    case 'refused':
      return `the server refused it: ${result.response}`
    case 'unreachable':
      return result.message
    case 'uncertain':
      return `${result.message}. The server may or may not have it`
  }
}

function testMessage(settings: Settings, to: Mailbox): OutgoingMessage {
  const id = randomBytes(12).toString('hex')
  const { address } = settings.mail.from
  const sentence =
    'This is the test message of policywatch send-test. Alerts will come the same way.'
  return {
    messageId: `<test.${id}@${address.slice(address.lastIndexOf('@') + 1)}>`,
    date: timestampOf(Date.now()),
    boundary: id,
    to,
    subject: 'Policywatch: test message',
    text: `${sentence}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test message</title></head><body><p>${sentence}</p></body></html>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    thread: [],
  }
}
