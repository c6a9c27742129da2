import type { Command } from '../command.ts'

export const helpCommand: Command = {
  name: 'help',
  summary: 'show the help of a command, or all of it as a manual page',
  details: [
    'Without COMMAND the list of commands. "policywatch COMMAND --help" says the same as "policywatch help COMMAND".',
  ],
  positionals: [{ name: 'COMMAND', arity: 'any', help: 'a command, of one word or two' }],
  options: [
    { name: 'man', value: null, help: 'print all commands as a page for man' },
    { name: 'markdown', value: null, help: 'print all commands as Markdown: docs/COMMANDS.md' },
  ],
  examples: [
    { line: 'policywatch help feeds find', does: 'all about one command' },
    { line: 'policywatch help --man | man -l -', does: 'the manual, to page through' },
    {
      line: 'policywatch help --man > /usr/local/share/man/man1/policywatch.1',
      does: 'install it for "man policywatch"',
    },
  ],
  seeAlso: ['completion'],
  run: async (call) => {
    const { printHelp } = await import('../actions/print-help.ts')
    return printHelp(call)
  },
}
