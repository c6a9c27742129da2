import { flushCompileCache } from 'node:module'
import { LivingWatch } from './living-watch.ts'
import type { MonthMessage, MonthOrders } from './month-orders.ts'
import { openWatch } from './open-watch.ts'

/**
 * The process that lives through the made-up month until that is over, or until it is killed: month-runner.ts ORDERS, with a
 * channel to its parent, which answers each `now` when the world is as it has to be then.
 */
const orders = JSON.parse(process.argv[2] ?? '') as MonthOrders // written by run-month
const tell = (message: MonthMessage): void => void process.send?.(message)
const tellNow = async (at: number): Promise<void> => {
  const answered = new Promise<void>((resolve) => process.once('message', () => resolve()))
  tell({ kind: 'now', at })
  await answered
}
const opened = await openWatch(orders, { tell, tellNow })
const watch = new LivingWatch(opened, { tell, tellNow })
flushCompileCache() // a process that is killed leaves none behind
await watch.live()
await opened.close()
tell({ kind: 'done' })
process.disconnect?.()
