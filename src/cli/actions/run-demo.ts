import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatDiagnostics } from '../../config/format-diagnostics.ts'
import { loadConfig } from '../../config/load-config.ts'
import { HOUR_MS } from '../../core/time.ts'
import type { PollReport } from '../../pipeline/poll-report.ts'
import { ListenError } from '../../web/start-web.ts'
import type { CliIo } from '../cli-io.ts'
import { type CommandCall, CommandError, ConfigurationRefused, UsageError } from '../command.ts'
import { countRounds, type Rounds } from '../demo/count-rounds.ts'
import { demoConfig } from '../demo/demo-config.ts'
import { openDemoFolder } from '../demo/demo-folder.ts'
import { createNarrator, type Narrator } from '../demo/narrator.ts'
import { playProgramme } from '../demo/play-programme.ts'
import { ALREADY_PUBLISHED, type Step } from '../demo/programme.ts'
import { type SampleMinistries, startSampleMinistries } from '../demo/sample-ministries.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { type KeptSignal, keepSignal } from '../keep-signal.ts'
import type { LoadedConfig } from '../load-settings.ts'
import { openCommandLog } from '../open-log.ts'
import { serveUntil } from '../serve-until.ts'
import { stopSignal } from '../stop-signal.ts'

/**
 * The whole main job on one machine with nothing set up: sample ministries, the daemon that watches them, and a page to
 * read its e-mails in. It runs until it is stopped, and takes everything away that it made.
 */
export async function runDemo({ io, option }: CommandCall): Promise<ExitCode> {
  const port = readPort(option('port'))
  const readerGone = new AbortController()
  const signals = stopSignal(io, ['SIGINT', 'SIGTERM', 'SIGHUP'])
  const pollNow = keepSignal(io, 'SIGUSR2')
  const stop = AbortSignal.any([signals, readerGone.signal])
  const narrator = createNarrator(io, () => readerGone.abort())
  const folder = await openDemoFolder(option('keep'))
  try {
    const ministries = await startSampleMinistries()
    try {
      publishEarlierReleases(ministries)
      const file = path.join(folder.path, 'config.yaml')
      await writeFile(file, demoConfig({ feedUrl: ministries.feedUrl, port }))
      await show(io, await load(file), ministries, narrator, { stop, pollNow })
    } finally {
      await ministries.close()
    }
  } finally {
    folder.remove()
    pollNow.release()
  }
  narrator.onEnd(option('keep') === null ? null : folder.path)
  return EXIT.done
}

/** The show goes on without a ministry that is not polled by then. */
const ROUND_MS = 30_000

function readPort(text: string | null): number {
  if (text === null) return 0
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new UsageError(`--port ${text} is no port`, 'write a number from 0 to 65535')
}

/** One every twenty hours, the newest twenty hours ago. */
function publishEarlierReleases(ministries: SampleMinistries): void {
  for (const [index, release] of ALREADY_PUBLISHED.entries()) {
    const ageMs = (ALREADY_PUBLISHED.length - index) * 20 * HOUR_MS
    ministries.publish(release, new Date(Date.now() - ageMs))
  }
}

async function load(file: string): Promise<LoadedConfig> {
  const config = await loadConfig({ file, env: {} })
  if (config.kind === 'loaded') return config
  throw new ConfigurationRefused(formatDiagnostics(config.diagnostics)) // ours: a bug, shown where it stands
}

async function show(
  io: CliIo,
  config: LoadedConfig,
  ministries: SampleMinistries,
  narrator: Narrator,
  { stop, pollNow }: { readonly stop: AbortSignal; readonly pollNow: KeptSignal },
): Promise<void> {
  const ended = new AbortController()
  let programme: Promise<void> = Promise.resolve()
  const rounds = countRounds([...config.settings.feeds.keys()])
  const onPoll = (report: PollReport): void => {
    narrator.onPoll(report)
    rounds.notePoll(report.feedId)
  }
  try {
    await serveUntil(stop, config, openCommandLog(io, config.secrets), {
      home: 'mailbox',
      watcher: { ...narrator, onPoll },
      pollNow,
      reload: null,
      load: async () => await loadConfig({ file: config.settings.file, env: {} }),
      env: {},
      onReady: (webUrl) => {
        narrator.onStart(webUrl, ministries.url)
        const ending = AbortSignal.any([stop, ended.signal])
        programme = play(ministries, narrator, rounds, ending)
      },
    })
  } catch (error) {
    throw nameOption(error)
  } finally {
    ended.abort()
    await programme
  }
}

/** Whoever starts the demo gave a port, and wrote no configuration. */
function nameOption(error: unknown): unknown {
  if (!(error instanceof ListenError)) return error
  return new CommandError(error.message.replace('web.listen', '--port'), { cause: error })
}

/** What is published before a ministry's first poll would be no news: on a busy machine that poll may take a while. */
async function play(
  ministries: SampleMinistries,
  narrator: Narrator,
  rounds: Rounds,
  signal: AbortSignal,
): Promise<void> {
  const untilRoundEnds = async (): Promise<void> =>
    await Promise.race([
      rounds.untilNextEnd(),
      sleep(ROUND_MS, undefined, { signal }).catch(() => undefined),
    ])
  const publish = (step: Step): void => {
    ministries.publish(step.release, new Date())
    narrator.onPublish(step)
  }
  await untilRoundEnds()
  const end = await playProgramme(publish, untilRoundEnds, signal)
  if (end === 'finished') narrator.onProgrammeEnd()
}
