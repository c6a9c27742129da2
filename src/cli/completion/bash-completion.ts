import type { CompletedCommand, Completion } from './completion-words.ts'

/**
 * The script for bash, version 3.2 or later, without the package bash-completion. It knows the commands by itself, so that
 * a press of the key starts no program but for names in the configuration.
 */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name)
  const groups = [...new Set(names.filter((name) => name.includes(' ')).map(firstWordOf))]
  return `# Completion of policywatch for bash. In ~/.bashrc: source <(policywatch completion bash)
_policywatch_names() {
  # the shell has not put the home folder in its place yet
  [[ $config == '~/'* ]] && config=$HOME/\${config:2}
  if [[ -n $config ]]; then policywatch completion --list "$1" --config "$config" 2>/dev/null
  else policywatch completion --list "$1" 2>/dev/null; fi
}
_policywatch_words() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$cur")
}
_policywatch_files() {
  local word
  COMPREPLY=()
  compopt -o filenames 2>/dev/null
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$1" -- "$cur")
}
_policywatch() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local command= config= word index=1
  COMPREPLY=()
  # bash parts --state=sent at the sign
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  [[ $cur == = ]] && cur=
  while (( index < COMP_CWORD )); do
    word=\${COMP_WORDS[index]}
    if [[ $word == --config ]]; then
      (( index++ ))
      [[ \${COMP_WORDS[index]} == = ]] && (( index++ ))
      (( index < COMP_CWORD )) && config=\${COMP_WORDS[index]}
    elif [[ $word != -* && $word != = ]]; then
      case "$command" in
        '') command=$word ;;
        ${groups.map((group) => `${group}) command="${group} $word" ;;`).join('\n        ')}
      esac
    fi
    (( index++ ))
  done
  case "$command:$prev" in
${commands.flatMap(valueCases).join('\n')}
    *:--config) _policywatch_files -f; return ;;
  esac
  case "$command" in
    '') _policywatch_words '${[...new Set(names.map(firstWordOf)), '--help', '--version', '--config'].join(' ')}' ;;
${groups.map((group) => `    ${group}) _policywatch_words '${secondWordsOf(names, group).join(' ')} --help' ;;`).join('\n')}
${commands.map(commandCase).join('\n')}
  esac
}
complete -F _policywatch policywatch
`
}

function firstWordOf(name: string): string {
  return name.split(' ', 1).join()
}

function secondWordsOf(names: readonly string[], group: string): readonly string[] {
  return names.flatMap((name) =>
    name.startsWith(`${group} `) ? [name.slice(group.length + 1)] : [],
  )
}

function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ word, value }) =>
    value === null ? [] : [`    '${name}:${word}') ${answerOf(value)}; return ;;`],
  )
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const words = options.map(({ word }) => word).join(' ')
  return `    '${name}') if [[ $cur == -* ]]; then _policywatch_words '${words}'; else ${answerOf(argument)}; fi ;;`
}

function answerOf(completion: Completion): string {
  switch (completion.kind) {
    case 'words':
      return `_policywatch_words '${completion.words.join(' ')}'`
    case 'files':
      return '_policywatch_files -f'
    case 'folders':
      return '_policywatch_files -d'
    case 'names':
      return `_policywatch_words "$(_policywatch_names ${completion.section})"`
    case 'nothing':
      return ':'
  }
}
