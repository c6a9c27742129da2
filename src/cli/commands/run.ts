import type { Command } from '../command.ts'
import { keepSignal } from '../keep-signal.ts'

export const runCommand: Command = {
  name: 'run',
  summary: 'start the daemon',
  details: [
    'Polls the feeds on their schedules, matches what is new, delivers alerts and serves the web pages until it is told to stop. It says "ready" in its log, which goes to stdout as one line of JSON per event (as text on a terminal).',
    'SIGTERM and SIGINT finish what is in hand, within eight seconds; another one, more than a second after the first, stops at once. SIGUSR2 polls every feed now and logs "round done" when all is stored and delivered. A changed config.yaml takes effect within two seconds, by SIGHUP at once; one that is refused leaves the one before in force and is told in the log, on the pages and in one e-mail to the administrators.',
  ],
  positionals: [],
  options: [],
  examples: [
    { line: 'policywatch run', does: 'with config.yaml of this folder' },
    {
      line: 'POLICYWATCH_LOG_LEVEL=debug policywatch run --config /etc/policywatch.yaml',
      does: 'another configuration, and everything in the log',
    },
  ],
  exits: [
    { code: 0, means: 'stopped by SIGTERM or SIGINT' },
    {
      code: 1,
      means:
        'could not start: another process works on the same data, a port is taken, the database is unfit',
    },
  ],
  hasLog: true,
  seeAlso: ['check', 'poll', 'status', 'send-test'],
  run: async (call) => {
    const pollNow = keepSignal(call.io, 'SIGUSR2')
    const reload = keepSignal(call.io, 'SIGHUP')
    try {
      const { runDaemon } = await import('../actions/run-daemon.ts')
      return await runDaemon(call, { pollNow, reload })
    } finally {
      pollNow.release()
      reload.release()
    }
  },
}
