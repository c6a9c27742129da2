import type { Command } from '../command.ts'

export const completionCommand: Command = {
  name: 'completion',
  summary: 'print a script that completes commands, options and names in a shell',
  details: [
    'For bash, zsh or fish. Commands, options and fixed values stand in the script itself; files are completed where a file is meant, and names of feeds, rules and subscriptions are asked of the configuration that is named on the line, or else of the usual one. Print it anew after an update.',
    'Where the program is started by npx or npm, give it a name first: alias policywatch="npx policywatch".',
    '--list is what the scripts ask: the names in a section, one a line, whether the configuration is in order or not; nothing where it cannot be read.',
  ],
  positionals: [{ name: 'SHELL', arity: 'optional', help: 'bash, zsh or fish' }],
  options: [
    {
      name: 'list',
      value: 'SECTION',
      help: 'print names instead: of feeds, rules, subscriptions or concepts',
    },
  ],
  examples: [
    { line: 'source <(policywatch completion bash)', does: 'in ~/.bashrc' },
    { line: 'source <(policywatch completion zsh)', does: 'in ~/.zshrc, after compinit' },
    { line: 'policywatch completion fish | source', does: 'in ~/.config/fish/config.fish' },
    { line: 'policywatch completion --list rules', does: 'the rules of config.yaml' },
  ],
  seeAlso: ['help'],
  run: async (call) => {
    const { printCompletion } = await import('../actions/print-completion.ts')
    return printCompletion(call)
  },
}
