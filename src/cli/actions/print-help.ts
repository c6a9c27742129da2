import { type CommandCall, UsageError } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { findCommand, findGroup } from '../find-command.ts'
import { formatCommandHelp, formatOverview } from '../help/format-help.ts'
import { formatManPage } from '../help/format-man-page.ts'
import { formatReference } from '../help/format-reference.ts'
import { write } from '../output/write.ts'
import { readVersion } from '../read-version.ts'

/** Prints the help of a command or a group of them, the list of commands, or everything as one document. */
export async function printHelp({
  io,
  has,
  commands,
  positionals,
}: CommandCall): Promise<ExitCode> {
  const isWhole = has('man') || has('markdown')
  if (isWhole && positionals.length > 0) {
    throw new UsageError('a manual page holds all commands', 'leave COMMAND out')
  }
  if (has('man')) write(io, formatManPage(commands, readVersion()))
  else if (has('markdown')) write(io, formatReference(commands))
  else if (positionals.length === 0) write(io, formatOverview(commands, readVersion()))
  else {
    const group = findGroup(commands, positionals)
    const named = group.length > 0 ? group : [findCommand(commands, positionals).command]
    write(io, named.map(formatCommandHelp).join('\n'))
  }
  return EXIT.done
}
