import type { SendResult } from '../core/alert/send-result.ts'
import type { Log } from '../observe/log.ts'
import type { Delivery } from '../store/deliveries.ts'
import type { Deps } from './deps.ts'
import type { PreparedMessage } from './prepare-message.ts'

/**
 * Hands a message over. A mail adapter that throws leaves it open whether the message is out. What a server says is stored,
 * shown and told, and some repeat the login that they refuse.
 */
export async function sendSafely(
  deps: Pick<Deps, 'mail' | 'log'>,
  delivery: Pick<Delivery, 'alertId' | 'messageId' | 'to'>,
  message: Extract<PreparedMessage, { kind: 'ready' }>,
  signal: AbortSignal,
): Promise<SendResult> {
  const outgoing = {
    ...message.rendered,
    messageId: delivery.messageId,
    date: message.date,
    boundary: delivery.messageId.replace(/[^a-zA-Z0-9]/g, ''),
    to: delivery.to,
    headers: message.headers,
    thread: message.thread,
  }
  try {
    return withoutSecrets(await deps.mail.send(outgoing, signal), deps.log)
  } catch (error) {
    deps.log.error({ alert: delivery.alertId, error }, 'the attempt at a delivery broke off')
    const reason = error instanceof Error ? error.message : String(error)
    return withoutSecrets(
      { kind: 'uncertain', message: `The attempt broke off: ${reason}` },
      deps.log,
    )
  }
}

function withoutSecrets(result: SendResult, { mask }: Pick<Log, 'mask'>): SendResult {
  return 'response' in result
    ? { ...result, response: mask(result.response) }
    : { ...result, message: mask(result.message) }
}
