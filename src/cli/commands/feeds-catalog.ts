import { type Command, JSON_OPTION } from '../command.ts'

export const feedsCatalogCommand: Command = {
  name: 'feeds catalog',
  summary: 'list government feeds that come along, as YAML to paste',
  details: [
    'With WORDS only those that have all of them in id, publisher, country, language, topics or address. Countries are known by their names in many languages, topics by English, Korean and Japanese words. Names of feeds pick these alone. Comments say what the source of each address claims, and when: none was checked live by us.',
    'What is dead, blocked or no feed stands in comments only. "policywatch inspect URL" shows what an address answers today. --json prints one document: [{"id","publisher","aliases","section","kind","country","language","url","method","format","articles","topics","status","asOf","provenance","quirks","usable","checkedLiveByUs"}]. Needs no configuration.',
  ],
  positionals: [
    {
      name: 'WORDS',
      arity: 'any',
      help: 'ids, or words to look for: a country, a language, a topic, a ministry, a host',
    },
  ],
  options: [
    { name: 'table', value: null, help: 'print a line for each feed instead of YAML' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch feeds catalog --table', does: 'all of them, a line each' },
    {
      line: 'policywatch feeds catalog korea trade',
      does: 'Korean ministries that deal with trade',
    },
    { line: 'policywatch feeds catalog 한국 원전', does: 'Korean ones on nuclear energy' },
    { line: 'policywatch feeds catalog kr-motir iaea', does: 'two, by their names' },
    { line: 'policywatch feeds catalog --json nuclear', does: 'one JSON document' },
  ],
  seeAlso: ['feeds find', 'inspect'],
  run: async (call) => {
    const { listCatalogue } = await import('../actions/list-catalogue.ts')
    return listCatalogue(call)
  },
}
