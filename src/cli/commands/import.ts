import { type Command, JSON_OPTION } from '../command.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'turn the feed list of another reader (OPML) into YAML to paste',
  details: [
    'Each address comes once, with an id, its title, and its folders and categories as tags. Feeds that the configuration has already are told in comments; so is what the built-in catalogue knows to be dead, and what is no web address. Nothing is fetched and nothing is written.',
    'Files of any version, charset and case are read, damaged ones as far as they go (exit code 4). --json prints one document: {"feeds":[{"id","url","title","country","method","body","fullText","tags"}],"withheld":[{"url","reason"}],"problems":[…]}. Needs no configuration.',
  ],
  positionals: [{ name: 'OPML', arity: 'one', help: 'a file, or - for stdin' }],
  options: [JSON_OPTION],
  examples: [
    { line: 'policywatch import feeds.opml', does: 'a section to paste into config.yaml' },
    { line: 'policywatch export | ssh desk policywatch import -', does: 'to another installation' },
  ],
  exits: [{ code: 4, means: 'the file is damaged, and was read as far as it goes' }],
  seeAlso: ['export', 'feeds catalog'],
  run: async (call) => {
    const { importFeeds } = await import('../actions/import-feeds.ts')
    return importFeeds(call)
  },
}
