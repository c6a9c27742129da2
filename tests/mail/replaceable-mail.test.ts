import { expect, test } from 'vitest'
import type { SendResult } from '../../src/core/alert/send-result.ts'
import type { Mail } from '../../src/mail/mail.ts'
import { ReplaceableMail } from '../../src/mail/replaceable-mail.ts'
import { MESSAGE } from '../support/sample-message.ts'

type Told = { readonly mail: Mail; readonly accept: () => void; readonly events: string[] }

/** A server that answers when it is told to, and notes what is done with it. */
function openSlowMail(name: string, events: string[]): Told {
  const { promise, resolve } = Promise.withResolvers<SendResult>()
  const mail: Mail = {
    send: async () => {
      events.push(`${name} sends`)
      return await promise
    },
    verify: async () => ({ kind: 'ok' }),
    close: async () => void events.push(`${name} is closed`),
  }
  return { mail, events, accept: () => resolve({ kind: 'accepted', response: name }) }
}

test('what was begun ends as it began, and only then is the old server left', async () => {
  const events: string[] = []
  const [old, next] = [openSlowMail('old', events), openSlowMail('next', events)]
  const mail = new ReplaceableMail(old.mail)
  const begun = mail.send(MESSAGE)

  mail.replace(next.mail)
  const later = mail.send(MESSAGE)
  next.accept()
  await later
  const whileOldIsAtWork = [...events]
  old.accept()
  const result = await begun
  await mail.close()

  expect(whileOldIsAtWork).toEqual(['old sends', 'next sends'])
  expect(result).toEqual({ kind: 'accepted', response: 'old' })
  expect(events.slice(2).toSorted()).toEqual(['next is closed', 'old is closed'])
})
