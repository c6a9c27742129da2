import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { diceOf } from '../../../bench/rules/random.ts'
import { runCommandLine } from '../../cli/run-command-line.ts'
import { startPolicywatch } from '../../support/run-policywatch.ts'
import { type ReceivedMail, startSmtpSink } from '../../support/smtp-sink.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { FEED_IDS, startBusyMinistries } from './busy-ministries.ts'
import { type EditWorld, editAtRandom, validConfig } from './random-edit.ts'

const SEED = Number(process.env['POLICYWATCH_SEED'] ?? 20_260_302)
const EDITS = 500
const PUBLISH_EVERY_MS = 100

/** For each mark, in how many mails to the desk it stands. */
function countTold(
  marks: readonly string[],
  received: readonly ReceivedMail[],
): Readonly<Record<string, number>> {
  const texts = received.filter(({ to }) => to.includes('desk@example.org')).map(textOf)
  const countOf = (mark: string): number => texts.filter((text) => text.includes(mark)).length
  return Object.fromEntries(marks.map((mark) => [mark, countOf(mark)]))
}

const textOf = ({ mail }: ReceivedMail): string => `${mail.subject} ${mail.text}`

const countLines = (log: string, message: string): number => log.split(message).length - 1

test('five hundred edits of the configuration under load lose and repeat no mail and no poll', {
  timeout: 240_000,
}, async () => {
  const dice = diceOf(SEED)
  const [ministries, sink, dir] = [
    await startBusyMinistries(dice),
    await startSmtpSink(),
    makeTempDir(),
  ]
  const world: EditWorld = {
    file: path.join(dir, 'config.yaml'),
    dataDir: path.join(dir, 'data'),
    smtp: sink.url,
    urlOf: ministries.urlOf,
  }
  writeFileSync(world.file, validConfig(dice, world))
  const daemon = startPolicywatch(['run', '--config', world.file])
  await daemon.untilLine(/"ready"/)
  const startedAt = performance.now()
  const publishing = setInterval(ministries.publish, PUBLISH_EVERY_MS)
  onTestFinished(() => clearInterval(publishing))

  await editAtRandom(dice, world, EDITS)
  clearInterval(publishing)
  writeFileSync(world.file, validConfig(dice, world))
  daemon.process.kill('SIGHUP')
  await vi.waitUntil(
    () => Object.values(countTold(ministries.marks, sink.received)).every((count) => count > 0),
    { timeout: 60_000, interval: 200 },
  )
  const seconds = (performance.now() - startedAt) / 1000
  daemon.process.kill('SIGTERM')
  const { code, stdout } = await daemon.finished
  const verified = await runCommandLine(['ledger', '--verify', '--config', world.file])

  const told = countTold(ministries.marks, sink.received)
  expect(Object.entries(told).filter(([, count]) => count !== 1)).toEqual([])
  expect(ministries.marks.length).toBeGreaterThan(50)
  expect(verified).toMatchObject({ exitCode: 0 })
  expect(code).toBe(0)
  const polls = FEED_IDS.map((id) => countLines(stdout, `"feed":"${id}","outcome"`))
  expect(Math.max(...polls)).toBeLessThanOrEqual(seconds + 3)
  expect(countLines(stdout, 'the changed configuration is in force')).toBeGreaterThan(0)
  expect(countLines(stdout, 'the changed configuration is refused')).toBeGreaterThan(0)
})
