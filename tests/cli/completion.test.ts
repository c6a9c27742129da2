import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { isMissing, needProgram } from '../support/needs.ts'
import { runCommandLine } from './run-command-line.ts'
import { temporaryFolder } from './temporary-folder.ts'

const CONFIG = `feeds: { harbour: { url: "https://harbour.example/" }, hangar: { url: "https://hangar.example/" } }
rules: { piers: { match: pier }, "--help": { match: x }, "$(touch x)": { match: x } }
`

async function scriptFor(shell: string): Promise<string> {
  const { exitCode, stdout } = await runCommandLine(['completion', shell])
  expect(exitCode).toBe(0)
  return stdout
}

describe.skipIf(isMissing(needProgram('bash'), 'completion in bash'))('in bash', () => {
  let folder: string
  beforeEach(async () => {
    const script = await scriptFor('bash')
    folder = await temporaryFolder({
      'completion.bash': script,
      'config.yaml': CONFIG,
      // stands for the program: answers the names of two feeds, and says with which arguments it was asked
      'ask.bash': `source ./completion.bash
policywatch() { printf '%s\\n' harbour hangar; printf '%s ' "$@" > asked; }
COMP_WORDS=("$@"); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _policywatch; printf '%s\\n' "\${COMPREPLY[@]}"`,
    })
  })

  /** What is offered for the last of these words. */
  function offered(...words: readonly string[]): readonly string[] {
    const answer = execFileSync('bash', ['--norc', 'ask.bash', 'policywatch', ...words], {
      cwd: folder,
      encoding: 'utf8',
    })
    return answer.split('\n').filter((line) => line !== '')
  }

  it('commands are completed by their first word', () => {
    expect(offered('s')).toEqual(['search', 'status', 'send-test', 'schema'])
  })

  it('every command is offered', () => {
    const words = new Set(COMMANDS.map(({ name }) => name.split(' ')[0]))

    expect(words.difference(new Set(offered('')))).toEqual(new Set())
  })

  it.each([
    ['the second words of a group', ['feeds', ''], ['find', 'catalog', '--help']],
    [
      'the options of a command',
      ['ledger', '--'],
      ['--verify', '--state', '--address', '--json', '--config', '--help'],
    ],
    ['the options of one of two words', ['feeds', 'find', '--a'], ['--allow-private']],
    ['the values of an option', ['ledger', '--state', 's'], ['sending', 'sent', 'suppressed']],
    ['the values behind a sign', ['ledger', '--state', '=', 'sen'], ['sending', 'sent']],
    [
      'the options of a command behind another option',
      ['--config', 'x.yaml', 'check', '--o'],
      ['--online'],
    ],
    ['files where a file is meant', ['import', 'completion.b'], ['completion.bash']],
    ['files for --config everywhere', ['status', '--config', 'config.y'], ['config.yaml']],
    ['shells', ['completion', 'b'], ['bash']],
    ['names in the configuration', ['poll', 'ha'], ['harbour', 'hangar']],
    ['nothing where nothing is known', ['search', 'x'], []],
  ])('%s are completed', (_name, words, expected) => {
    expect(offered(...words)).toEqual(expected)
  })

  it('folders are completed where a folder is meant', async () => {
    await mkdir(path.join(folder, 'data'))

    expect(offered('backtest', '--data', '')).toEqual(['data'])
  })

  it('names are asked of the configuration on the line', () => {
    offered('poll', '--config', 'config.yaml', '')

    expect(execFileSync('cat', [path.join(folder, 'asked')], { encoding: 'utf8' })).toBe(
      'completion --list feeds --config config.yaml ',
    )
  })

  it('the configuration on the line may lie in the home folder', () => {
    offered('poll', '--config', '~/config.yaml', '')

    expect(readFileSync(path.join(folder, 'asked'), 'utf8')).toBe(
      `completion --list feeds --config ${homedir()}/config.yaml `,
    )
  })
})

describe.each(['zsh', 'fish'])('in %s', (shell) => {
  it.skipIf(isMissing(needProgram(shell), `completion in ${shell}`))(
    'the script can be read',
    async () => {
      const folder = await temporaryFolder({ script: await scriptFor(shell) })

      expect(() => execFileSync(shell, ['-n', path.join(folder, 'script')])).not.toThrow()
    },
  )

  it('the script knows every command and option', async () => {
    const script = await scriptFor(shell)
    const options = COMMANDS.flatMap((command) => command.options.map(({ name }) => name))

    expect(options.filter((name) => !new RegExp(`-l ${name} |'--${name}:`).test(script))).toEqual(
      [],
    )
    expect(COMMANDS.filter(({ name }) => !script.includes(name))).toEqual([])
  })
})

describe('completion --list', () => {
  it('prints the names of a section, and none that a shell would take for more than a name', async () => {
    const folder = await temporaryFolder({ 'config.yaml': CONFIG })
    const config = ['--config', path.join(folder, 'config.yaml')]

    const { stdout } = await runCommandLine(['completion', '--list', 'rules', ...config])

    expect(stdout).toBe('piers\n')
  })

  it.each([
    ['is not there', null],
    ['is no YAML', 'feeds: ['],
    ['is half written', 'feeds:\n'],
  ])('prints nothing where the configuration %s', async (_name, text) => {
    const folder = await temporaryFolder(text === null ? {} : { 'config.yaml': text })
    const config = ['--config', path.join(folder, 'config.yaml')]

    const run = await runCommandLine(['completion', '--list', 'feeds', ...config])

    expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })
})

it.each([
  [['completion'], 'no shell is named'],
  [['completion', 'tcsh'], 'there is no script for tcsh'],
  [['completion', '--list', 'mail'], 'there is no section mail'],
])('%j is wrong usage', async (argv, message) => {
  const { exitCode, stderr } = await runCommandLine(argv)

  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})
