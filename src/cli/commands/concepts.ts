import { CONCEPT_LANGUAGES } from '../../config/concept-languages.ts'
import { type Command, JSON_OPTION } from '../command.ts'

export const conceptsCommand: Command = {
  name: 'concepts',
  summary: 'list the concepts that come along, to take over by name',
  details: [
    'With WORDS only those that have all of them in their name, title, domain or terms. A single one is shown with its terms.',
    'In config.yaml write "NAME: library" among the concepts; how to take a part of one stands in docs/RULES.md. Needs no configuration.',
  ],
  positionals: [
    { name: 'WORDS', arity: 'any', help: 'a name, or words to look for in any language' },
  ],
  options: [
    {
      name: 'lang',
      value: 'CODE',
      help: `only those with terms in this language, and of their terms only these and what is the same in all; one of ${CONCEPT_LANGUAGES.join(', ')}`,
    },
    { name: 'yaml', value: null, help: 'print the terms as YAML, to paste and change' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch concepts', does: 'all of them' },
    { line: 'policywatch concepts nuclear', does: 'those that have to do with it' },
    { line: 'policywatch concepts smr --lang ko', does: 'one, with its Korean terms' },
    { line: 'policywatch concepts smr --yaml', does: 'one, as a list for config.yaml' },
  ],
  seeAlso: ['match', 'check'],
  run: async (call) => {
    const { listConcepts } = await import('../actions/list-concepts.ts')
    return listConcepts(call)
  },
}
