import {
  listSectionNames,
  NAMED_SECTIONS,
  type NamedSection,
} from '../../config/list-section-names.ts'
import { type CommandCall, UsageError } from '../command.ts'
import { bashCompletion } from '../completion/bash-completion.ts'
import { listCompletions, SHELLS } from '../completion/completion-words.ts'
import { fishCompletion } from '../completion/fish-completion.ts'
import { zshCompletion } from '../completion/zsh-completion.ts'
import { configFileOf } from '../config-file.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { write, writeLine } from '../output/write.ts'

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion }

/** Prints the script of a shell, or the names that scripts ask for. */
export async function printCompletion(call: CommandCall): Promise<ExitCode> {
  const { io, positionals, option, commands } = call
  const section = option('list')
  if (section !== null) {
    for (const name of await listSectionNames(configFileOf(call), readSection(section)))
      writeLine(io, name)
    return EXIT.done
  }
  const [named] = positionals
  const shell = SHELLS.find((known) => known === named)
  if (shell === undefined) {
    const message = named === undefined ? 'no shell is named' : `there is no script for ${named}`
    throw new UsageError(message, `write policywatch completion ${SHELLS.join(', or ')}`)
  }
  write(io, SCRIPTS[shell](listCompletions(commands)))
  return EXIT.done
}

function readSection(text: string): NamedSection {
  const section = NAMED_SECTIONS.find((known) => known === text)
  if (section !== undefined) return section
  throw new UsageError(`there is no section ${text}`, `write one of ${NAMED_SECTIONS.join(', ')}`)
}
