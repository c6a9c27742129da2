/** The entry of a thread that hands e-mails over for a ThreadMail. */
import { answerCalls, threadData } from '../threads/answer-calls.ts'
import type { MailOptions, OutgoingMessage } from './mail.ts'
import { openMail } from './open-mail.ts'

const mail = openMail(threadData() as MailOptions) // from our own thread-mail.ts

answerCalls({
  carryOut: async (message: OutgoingMessage, signal) => await mail.send(message, signal),
  close: async () => await mail.close(),
})
