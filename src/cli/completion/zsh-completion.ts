import type { CompletedCommand, Completion } from './completion-words.ts'

/** The script for zsh: to be sourced after compinit, or as a file `_policywatch` in a folder of fpath. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  const groups = [
    ...new Set(commands.filter(({ name }) => name.includes(' ')).map(({ name }) => firstOf(name))),
  ]
  return `#compdef policywatch
# Completion of policywatch for zsh. In ~/.zshrc, after compinit: source <(policywatch completion zsh)
_policywatch_names() {
  local -a names
  names=(\${(f)"$(policywatch completion --list $1 \${config:+--config} $config 2>/dev/null)"})
  compadd -a names
}
_policywatch() {
  local command= config= word prev=\${words[CURRENT-1]} cur=\${words[CURRENT]}
  local -i index=2
  local -a found
  while (( index < CURRENT )); do
    word=\${words[index]}
    if [[ $word == --config ]]; then
      (( index++ ))
      (( index < CURRENT )) && config=\${words[index]}
    elif [[ $word == --config=* ]]; then
      config=\${word#--config=}
    elif [[ $word != -* ]]; then
      case $command in
        ('') command=$word ;;
${groups.map((group) => `        (${group}) command="${group} $word" ;;`).join('\n')}
      esac
    fi
    (( index++ ))
  done
  case "$command:$prev" in
${commands.flatMap(valueCases).join('\n')}
    (*:--config) _files; return ;;
  esac
  case $command in
    ('')
      found=(${topWords(commands).map(described).join(' ')})
      _describe command found ;;
${groups.map((group) => groupCase(commands, group)).join('\n')}
${commands.map(commandCase).join('\n')}
  esac
}
(( $+functions[compdef] )) && compdef _policywatch policywatch
`
}

type Word = { readonly word: string; readonly does: string }

function firstOf(name: string): string {
  return name.split(' ', 1).join()
}

/** The first words of the commands; one that begins several is told as their group. */
function topWords(commands: readonly CompletedCommand[]): readonly Word[] {
  const byFirst = Map.groupBy(commands, ({ name }) => firstOf(name))
  return [...byFirst].map(([word, ofWord]) => ({
    word,
    does:
      ofWord.length === 1 ? (ofWord[0]?.summary ?? '') : ofWord.map(({ name }) => name).join(', '),
  }))
}

function groupCase(commands: readonly CompletedCommand[], group: string): string {
  const words = commands
    .filter(({ name }) => name.startsWith(`${group} `))
    .map(({ name, summary }) => described({ word: name.slice(group.length + 1), does: summary }))
  return `    (${group})\n      found=(${words.join(' ')})\n      _describe command found ;;`
}

function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ word, value }) =>
    value === null ? [] : [`    (${quote(`${name}:${word}`)}) ${answerOf(value)}; return ;;`],
  )
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  return `    (${quote(name)})
      if [[ $cur == -* ]]; then
        found=(${options.map(described).join(' ')})
        _describe option found
      else ${answerOf(argument)}; fi ;;`
}

function answerOf(completion: Completion): string {
  switch (completion.kind) {
    case 'words':
      return `compadd -- ${completion.words.map(quote).join(' ')}`
    case 'files':
      return '_files'
    case 'folders':
      return '_files -/'
    case 'names':
      return `_policywatch_names ${completion.section}`
    case 'nothing':
      return ':'
  }
}

/** `'word:what it does'`, as _describe reads it. */
function described({ word, does }: Word): string {
  return quote(`${word.replaceAll(':', '\\:')}:${does}`)
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
