import { type Command, JSON_OPTION } from '../command.ts'

export const checkCommand: Command = {
  name: 'check',
  summary: 'say everything that is wrong with the configuration',
  details: [
    'Reads the configuration as "run" would, without starting: syntax, references, schedules, rules, the examples of rules, mail settings. Every problem is shown with its line and a hint. Exit code 3 when the configuration is refused.',
    '--online leaves the address under heartbeat alone: fetching it would tell whoever waits for it that all is well.',
    'Of a rule example that fails the clause is told, in words and marked in the query, and the caret stands where the text was hit. --json prints one document: {"ok","problems":[{"code","severity","message","hint","path","line","column"}],"examples":{"passed","failed"}}.',
  ],
  positionals: [],
  options: [
    { name: 'online', value: null, help: 'also fetch each feed and greet the mail server' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch check', does: 'config.yaml of this folder' },
    {
      line: 'policywatch check --online --config new.yaml',
      does: 'and see whether the feeds and the mail server answer',
    },
  ],
  exits: [
    { code: 0, means: 'run would start with it' },
    { code: 1, means: 'with --online: a feed or the mail server does not answer as expected' },
  ],
  seeAlso: ['match', 'send-test', 'status'],
  run: async (call) => {
    const { checkConfiguration } = await import('../actions/check-configuration.ts')
    return checkConfiguration(call)
  },
}
