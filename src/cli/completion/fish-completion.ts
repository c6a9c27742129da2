import type { CompletedCommand, Completion } from './completion-words.ts'

/** The script for fish: to be sourced, or as policywatch.fish in a folder of completions. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const groups = [
    ...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => firstOf(name))),
  ]
  return `# Completion of policywatch for fish. In config.fish: policywatch completion fish | source
function __policywatch_command
  set -l command
  set -l skip
  for word in (commandline -opc)[2..-1]
    if test -n "$skip"
      set skip
    else if test "$word" = --config
      set skip yes
    else if not string match -q -- '-*' $word
      if test -z "$command"; or contains -- "$command" ${groups.join(' ')}
        set command (string trim -- "$command $word")
      end
    end
  end
  echo $command
end
function __policywatch_is
  test (__policywatch_command) = "$argv[1]"
end
function __policywatch_config
  set -l before
  for word in (commandline -opc)
    test "$before" = --config; and echo --config; and echo $word
    set before $word
  end
end
function __policywatch_names
  policywatch completion --list $argv[1] (__policywatch_config) 2>/dev/null
end
complete -c policywatch -f
complete -c policywatch -l config -r -F -d 'the configuration'
complete -c policywatch -l help -d 'show help'
${topWords(commands)}
${groups.map((group) => wordsOf(commands, group)).join('\n')}
${commands.flatMap(linesOf).join('\n')}
`
}

function firstOf(name: string): string {
  return name.split(' ', 1).join()
}

function topWords(commands: readonly CompletedCommand[]): string {
  const byFirst = Map.groupBy(commands, ({ name }) => firstOf(name))
  return [...byFirst]
    .map(([word, ofWord]) => {
      const does =
        ofWord.length === 1 ? (ofWord[0]?.summary ?? '') : ofWord.map(({ name }) => name).join(', ')
      return `complete -c policywatch -n '__policywatch_is ""' -a ${word} -d ${quote(does)}`
    })
    .join('\n')
}

function wordsOf(commands: readonly CompletedCommand[], group: string): string {
  return commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name, summary }) => {
      const word = name.slice(group.length + 1)
      return `complete -c policywatch -n '__policywatch_is ${group}' -a ${word} -d ${quote(summary)}`
    })
    .join('\n')
}

function linesOf({ name, options, argument }: CompletedCommand): readonly string[] {
  const when = `-n '__policywatch_is "${name}"'`
  const ofOptions = options
    .filter(({ word }) => word !== '--config' && word !== '--help')
    .map(({ word, does, value }) => {
      const follows = value === null ? '' : ` -r ${answerOf(value)}`
      return `complete -c policywatch ${when} -l ${word.slice(2)}${follows} -d ${quote(does)}`
    })
  const answer = answerOf(argument)
  return answer === '-f' ? ofOptions : [...ofOptions, `complete -c policywatch ${when} ${answer}`]
}

function answerOf(completion: Completion): string {
  switch (completion.kind) {
    case 'words':
      return `-f -a ${quote(completion.words.map((word) => word.replaceAll(' ', '\\ ')).join(' '))}`
    case 'files':
      return '-F'
    case 'folders':
      return "-f -a '(__fish_complete_directories)'"
    case 'names':
      return `-f -a '(__policywatch_names ${completion.section})'`
    case 'nothing':
      return '-f'
  }
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
