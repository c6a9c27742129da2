/**
 * Hosts and mail server of bench/scale in a process of their own, so that what they cost counts for nobody else. Started by
 * scale-world.ts, which says what is asked and answered.
 */
import process from 'node:process'
import { openMailCounter } from '../soak/mail-counter.ts'
import { takeAccount } from './alert-account.ts'
import type { WorldAnswer, WorldWish } from './scale-world.ts'
import { type HostsOptions, openWatchedHosts } from './watched-hosts.ts'

const [options = '', desks = ''] = process.argv.slice(2)
const addresses = desks.split(',')
const toldAt = new Map<string, number>()
const hosts = await openWatchedHosts(JSON.parse(options) as HostsOptions) // written by scale-world.ts
const mail = await openMailCounter(0, (address, notice) =>
  toldAt.set(`${address} ${notice}`, performance.now()),
)

process.on('message', (wish: WorldWish) => {
  if (wish.kind === 'publish') hosts.publish(wish.count, wish.noticeEvery)
  if (wish.kind === 'faults') hosts.setFaults(wish.faults)
  const { mails, repeats, told } = mail.counts()
  const alerts = takeAccount(hosts.notices, addresses, told, toldAt, performance.now())
  answer({ kind: 'counts', ...hosts.counts(), mails, repeats, alerts })
})
process.on('disconnect', () => process.exit()) // whoever started it is gone
answer({ kind: 'open', feedUrls: hosts.urls, smtpUrl: mail.url })

function answer(message: WorldAnswer): void {
  process.send?.(message)
}
