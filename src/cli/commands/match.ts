import { type Command, JSON_OPTION } from '../command.ts'

export const matchCommand: Command = {
  name: 'match',
  summary: 'hold a rule against texts and say why it hits or not',
  details: [
    'Each text comes from a file, or one from stdin. The answer names the clause that hit and where, or what was missing. Concepts are taken from the configuration if there is one.',
    '--cases runs an array of {id, rule, title?, text, format?, lang?, expected} and prints each case that comes out otherwise; exit code 1 if any does.',
    '--json prints one line for each text: {"matched","spans":[{"field","start","end","term","concept"}],"explanation":{"kind","clause","place","isTrue","spans","children","needed","note"},"language","warnings"}, with "source" where there are several; with --cases one document: {"passed","failed":[{"id","got"}]}.',
  ],
  positionals: [
    { name: 'RULE', arity: 'optional', help: 'the query; not with --cases' },
    { name: 'FILE', arity: 'any', help: 'texts; left out: stdin' },
  ],
  options: [
    { name: 'title', value: 'TEXT', help: 'title of the item' },
    { name: 'html', value: null, help: 'the texts are HTML' },
    {
      name: 'lang',
      value: 'CODE',
      help: 'what a feed would say of their language, as in ko or en-us; else it is detected',
    },
    { name: 'cases', value: 'FILE', help: 'run the cases of a JSON file' },
    JSON_OPTION,
  ],
  examples: [
    {
      line: "echo 'Two SMRs for Busan' | policywatch match 'SMR NOT SMRT'",
      does: 'a text from stdin',
    },
    {
      line: "policywatch match --html --title Summit '@smr AND Korea' article.html",
      does: 'an article, with a concept of config.yaml',
    },
    { line: 'policywatch match --cases cases.json', does: 'a collection of cases' },
  ],
  exits: [
    { code: 0, means: 'done, whether the rule hits or not' },
    { code: 1, means: 'failed, or with --cases: a case came out otherwise' },
  ],
  seeAlso: ['check', 'explain', 'search', 'concepts'],
  run: async (call) => {
    const { matchTexts } = await import('../actions/match-texts.ts')
    return matchTexts(call)
  },
}
