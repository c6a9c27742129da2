import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { displayWidth } from '../../src/cli/output/display-width.ts'
import { runCommandLine } from './run-command-line.ts'

const everyCommand = COMMANDS.map((command) => [command.name, command] as const)

describe('policywatch --help', () => {
  it('lists every command with its summary on stdout', async () => {
    const { exitCode, stdout, stderr } = await runCommandLine(['--help'])

    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(
      COMMANDS.filter(
        ({ name, summary }) =>
          !new RegExp(`^  ${name} +\\S`, 'm').test(stdout) || !stdout.includes(summary),
      ),
    ).toEqual([])
  })

  it('names the exit codes', async () => {
    const { stdout } = await runCommandLine(['--help'])

    expect(stdout).toMatch(
      /0 +done\n +1 +failed\n +2 +wrong usage\n +3 +the configuration is refused\n +4 +partly done/,
    )
  })

  it('fits an ordinary terminal', async () => {
    const { stdout } = await runCommandLine(['--help'])

    expect(stdout.split('\n').filter((line) => displayWidth(line) > 110)).toEqual([])
  })
})

describe('the help of a command', () => {
  it.each(everyCommand)('%s shows usage, each option and each example', async (name, command) => {
    const { exitCode, stdout } = await runCommandLine([...name.split(' '), '--help'])

    expect(exitCode).toBe(0)
    expect(stdout).toContain(`Usage: policywatch ${name} [OPTIONS]`)
    expect(command.examples.length).toBeGreaterThan(0)
    expect(command.examples.filter(({ line }) => !stdout.includes(line))).toEqual([])
    expect(command.options.filter((option) => !stdout.includes(`--${option.name}`))).toEqual([])
    expect(stdout).toContain('--config FILE')
    expect(stdout.split('\n').filter((line) => displayWidth(line) > 110)).toEqual([])
  })

  it.each(everyCommand)('%s has examples of its own options only', (name, command) => {
    const known = new Set(['config', ...command.options.map((option) => option.name)])

    const used = command.examples.flatMap(
      ({ line }) =>
        line
          .split('policywatch')
          .at(-1)
          ?.match(/(?<= )--[a-z-]+/g) ?? [],
    )

    expect(command.examples.filter(({ line }) => !line.includes(`policywatch ${name}`))).toEqual([])
    expect(used.filter((option) => !known.has(option.slice(2)))).toEqual([])
  })

  it.each(everyCommand)(
    '%s says its exit codes, its environment and what else to look for',
    async (name, command) => {
      const { stdout } = await runCommandLine(['help', ...name.split(' ')])
      const others = command.seeAlso ?? []

      expect(stdout).toMatch(/^Exit codes:\n {2}0 /m)
      expect(stdout).toMatch(/^Environment:\n {2}POLICYWATCH_CONFIG /m)
      expect(others.filter((other) => !COMMANDS.some((known) => known.name === other))).toEqual([])
      expect(others).not.toContain(name)
    },
  )

  it('comes before complaints about missing arguments', async () => {
    const { exitCode, stdout } = await runCommandLine(['inspect', '--help'])

    expect(exitCode).toBe(0)
    expect(stdout).toContain('SOURCE')
  })

  it.each([
    ['help', 'check'],
    ['--help', 'check'],
    ['check', '-h'],
  ])('is also shown by %s %s', async (...argv) => {
    const { exitCode, stdout } = await runCommandLine(argv)

    expect(exitCode).toBe(0)
    expect(stdout).toContain('Usage: policywatch check')
  })
})

it('--version prints the version alone', async () => {
  const { exitCode, stdout } = await runCommandLine(['--version'])

  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('help', () => {
  it('shows a group of commands by its first word', async () => {
    const { exitCode, stdout } = await runCommandLine(['help', 'feeds'])

    expect(exitCode).toBe(0)
    expect(stdout).toContain('Usage: policywatch feeds find')
    expect(stdout).toContain('Usage: policywatch feeds catalog')
  })

  it.each([
    [['help', 'chekc'], 'did you mean check?'],
    [['help', 'check', '--man'], 'leave COMMAND out'],
  ])('%j is wrong usage', async (argv, hint) => {
    const { exitCode, stderr } = await runCommandLine(argv)

    expect(exitCode).toBe(2)
    expect(stderr).toContain(hint)
  })

  it('--man prints a page in which nothing is taken for a macro that is none', async () => {
    const { exitCode, stdout } = await runCommandLine(['help', '--man'])

    const lines = stdout.trimEnd().split('\n')

    expect(exitCode).toBe(0)
    expect(lines[0]).toMatch(/^\.TH POLICYWATCH 1 /)
    expect(
      lines.filter((line) => /^[.']/.test(line) && !/^\.(TH|SH|SS|PP|TP|B|I|nh|ad)\b/.test(line)),
    ).toEqual([])
    expect(
      COMMANDS.filter(
        ({ name }) => !stdout.includes(`.SS "policywatch ${name.replace('-', '\\-')} `),
      ),
    ).toEqual([])
  })
})
