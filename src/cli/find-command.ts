import { findClosest } from '../config/find-closest.ts'
import { type Command, UsageError } from './command.ts'

/** The commands of two words whose first stands alone here, or with a wish for help: `feeds`, `feeds --help`. */
export function findGroup(
  commands: readonly Command[],
  [first, second, ...more]: readonly string[],
): readonly Command[] {
  const isAlone = second === undefined || (['--help', '-h'].includes(second) && more.length === 0)
  return isAlone ? commands.filter(({ name }) => name.startsWith(`${first} `)) : []
}

/** The command that the first words name; `--config FILE` may stand before it. Throws a UsageError where there is none. */
export function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const [first = '', second = ''] = argv
  if (first === '--config' || first.startsWith('--config=')) {
    const length = first === '--config' ? 2 : 1
    if (argv.length <= length)
      throw new UsageError('no command is named', 'policywatch --help lists them')
    const { command, rest } = findCommand(commands, argv.slice(length))
    return { command, rest: [...argv.slice(0, length), ...rest] }
  }
  const twoWords = commands.find(({ name }) => name === `${first} ${second}`)
  if (twoWords !== undefined) return { command: twoWords, rest: argv.slice(2) }
  const oneWord = commands.find(({ name }) => name === first)
  if (oneWord !== undefined) return { command: oneWord, rest: argv.slice(1) }
  const ofGroup = commands.filter(({ name }) => name.startsWith(`${first} `))
  const typed = ofGroup.length === 0 ? first : `${first} ${second}`
  const kind = first.startsWith('-') ? 'option' : 'command'
  throw new UsageError(`there is no ${kind} ${typed}`, hintFor(typed, commands, ofGroup))
}

/** What may have been meant: of a group that was named, its commands alone. */
function hintFor(typed: string, commands: readonly Command[], ofGroup: readonly Command[]): string {
  const names = (ofGroup.length === 0 ? commands : ofGroup).map(({ name }) => name)
  const firsts = ofGroup.length === 0 ? names.map((name) => name.split(' ', 1).join()) : []
  const nearest = findClosest(typed, [...names, ...firsts])
  if (nearest !== null) return `did you mean ${nearest}?`
  return ofGroup.length === 0
    ? 'policywatch --help lists the commands'
    : `there are ${names.join(' and ')}`
}
