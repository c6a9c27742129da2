import { type Command, JSON_OPTION } from '../command.ts'

export const feedsFindCommand: Command = {
  name: 'feeds find',
  summary: 'find the feeds of a web page, as YAML to paste',
  details: [
    'Asks the page, the feeds that it announces and the links that look like feeds, one at a time and 20 at most; where there are none, a few usual addresses. Each that is offered was fetched and read.',
    'The contact for the User-Agent is taken from the configuration if there is one. --json prints one document: {"source","ok","feeds":[{"id","url","title","format","language","items","newest","foundBy"}],"tried":[{"url","foundBy","message"}]}. Exit code 1 when nothing is found.',
  ],
  positionals: [{ name: 'URL', arity: 'one', help: 'a page of the publisher, or a feed itself' }],
  options: [
    {
      name: 'allow-private',
      value: null,
      help: 'let the page and its feeds be on private or loopback addresses',
    },
    JSON_OPTION,
  ],
  examples: [
    {
      line: 'policywatch feeds find https://www.gov.uk/government/organisations/hm-treasury',
      does: 'what a page announces',
    },
    {
      line: 'policywatch feeds find --json https://www.korea.net',
      does: 'as JSON, with all addresses that were asked',
    },
  ],
  exits: [
    { code: 0, means: 'at least one feed was found' },
    { code: 1, means: 'none was found' },
  ],
  seeAlso: ['feeds catalog', 'inspect', 'import'],
  run: async (call) => {
    const { offerFoundFeeds } = await import('../actions/offer-found-feeds.ts')
    return offerFoundFeeds(call)
  },
}
