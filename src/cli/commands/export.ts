import { type Command, JSON_OPTION } from '../command.ts'

export const exportCommand: Command = {
  name: 'export',
  summary: 'print the configured feeds as a list for other readers (OPML)',
  details: [
    'OPML 2.0 with title, address, page and tags (as categories) of each feed. Title and page are taken from what was last polled where the configuration does not say them. import reads it back with ids, countries, methods and fullText; schedules and headers are no part of it.',
    'A feed whose address, title or body holds a secret is left out and named (exit code 4). --json prints one document: {"title","dateCreated","feeds":[{"id","url","title","link","tags","method","body","fullText","country"}]}.',
  ],
  positionals: [],
  options: [JSON_OPTION],
  examples: [
    { line: 'policywatch export > feeds.opml', does: 'for any other reader' },
    { line: 'policywatch export --json', does: 'the same as JSON' },
  ],
  exits: [{ code: 4, means: 'a feed that holds a secret was left out' }],
  seeAlso: ['import'],
  run: async (call) => {
    const { exportFeeds } = await import('../actions/export-feeds.ts')
    return exportFeeds(call)
  },
}
