/**
 * The world outside of a daemon, in a process of its own, so that what it costs counts for nobody else: ministries and a mail
 * server on loopback. Started by outside-world.ts, which says what is asked and answered.
 */
import process from 'node:process'
import { openMailCounter } from './mail-counter.ts'
import { openMinistries } from './ministries.ts'
import type { OutsideAnswer, OutsideWish } from './outside-world.ts'

const [feedCount = '', mailDelayMs = ''] = process.argv.slice(2)
const ministries = await openMinistries(Number(feedCount))
const mail = await openMailCounter(Number(mailDelayMs))

process.on('message', (wish: OutsideWish) => {
  if (wish.kind === 'publish') ministries.publish(wish.count, wish.noticeEvery)
  answer({ kind: 'counts', ...ministries.counts(), ...mail.counts() })
})
process.on('disconnect', () => process.exit()) // whoever started it is gone
answer({ kind: 'open', feedUrls: ministries.urls, smtpUrl: mail.url })

function answer(message: OutsideAnswer): void {
  process.send?.(message)
}
