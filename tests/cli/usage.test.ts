import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { runCommandLine } from './run-command-line.ts'

it.each([
  [['chekc'], 'there is no command chekc', 'did you mean check?'],
  [['feeds', 'x'], 'there is no command feeds x', 'there are feeds find and feeds catalog'],
  [['feeds', 'fnid'], 'there is no command feeds fnid', 'did you mean feeds find?'],
  [['feed-me-now'], 'there is no command feed-me-now', 'policywatch --help lists the commands'],
  [['--verison'], 'there is no option --verison', ''],
  [['check', '--jsno'], 'check knows no option --jsno', 'did you mean --json?'],
  [['check', '-x'], 'check knows no option -x', 'to pass -x as a value, put -- before it'],
  [['check', '--json=yes'], '--json of check takes no value', ''],
  [['check', '--config'], '--config needs a value', 'write --config FILE'],
  [['check', '--config', '--json'], '--config needs a value', 'write --config FILE'],
  [['check', '--config='], '--config needs a value', 'write --config FILE'],
  [
    ['check', 'extra'],
    'check does not know what to do with "extra"',
    'write policywatch check [OPTIONS]',
  ],
  [['inspect'], 'inspect needs SOURCE', 'write policywatch inspect [OPTIONS] SOURCE…'],
  [['inspect', 'a.xml', '--timezone', 'Seoul'], '--timezone: "Seoul" is not', 'Asia/Seoul'],
  [['--config', 'x.yaml'], 'no command is named', 'policywatch --help lists them'],
  [['demo', '--port', '99999'], '--port 99999 is no port', 'write a number from 0 to 65535'],
  [['send-test', 'a@b@c'], 'is not one e-mail address', ''],
])('%j exits 2 and says what is wrong and what to type', async (argv, message, hint) => {
  const { exitCode, stdout, stderr } = await runCommandLine(argv)

  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(message)
  expect(stderr).toContain(hint)
})

it('without a command shows the help on stderr and exits 2', async () => {
  const { exitCode, stdout, stderr } = await runCommandLine([])

  expect(exitCode).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain('Usage: policywatch COMMAND')
})

it.each(COMMANDS.map(({ name }) => [name]))(
  '%s refuses an option that it does not know',
  async (name) => {
    const { exitCode } = await runCommandLine([...name.split(' '), '--no-such-option'])

    expect(exitCode).toBe(2)
  },
)

it.each(['status', 'ledger', 'poll', 'deliver', 'run', 'migrate', 'check'])(
  '%s exits 3 when the configuration cannot be read, and names it',
  async (name) => {
    const { exitCode, stdout, stderr } = await runCommandLine([
      '--config',
      '/nonexistent/config.yaml',
      name,
    ])

    expect(exitCode).toBe(3)
    expect(stdout + stderr).toContain('/nonexistent/config.yaml')
  },
)

it.each([
  ['--state', 'failed'],
  ['--address', 'a@example.org'],
])('ledger --verify refuses %s, which it would not heed', async (option, value) => {
  const { exitCode, stdout, stderr } = await runCommandLine(['ledger', '--verify', option, value])

  expect(exitCode).toBe(2)
  expect(stderr).toContain(`--verify looks at all rows, so ${option} cannot go with it`)
  expect(stdout).toBe('')
})

it('takes the configuration that POLICYWATCH_CONFIG names', async () => {
  const { stderr } = await runCommandLine(['status'], {
    env: { POLICYWATCH_CONFIG: '/nonexistent/other.yaml' },
  })

  expect(stderr).toContain('/nonexistent/other.yaml')
})

it('takes an empty POLICYWATCH_CONFIG for none', async () => {
  const { stdout } = await runCommandLine(['check'], { env: { POLICYWATCH_CONFIG: '' } })

  expect(stdout).toMatch(/^config\.yaml is fine/)
})

it.each([
  [['match', '--cases', 'cases.json', 'SMR'], '--cases takes the place of RULE and FILE'],
  [['match', '--cases', 'cases.json', '--title', 'x'], '--title does not go with --cases'],
  [['match', '--cases', 'cases.json', '--html'], '--html does not go with --cases'],
  [['match', '--cases', 'cases.json', '--lang', 'ko'], '--lang does not go with --cases'],
])('%j exits 2 and says what does not go together', async (argv, message) => {
  const { exitCode, stderr } = await runCommandLine(argv)

  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})
