import { type Command, JSON_OPTION } from '../command.ts'

export const explainCommand: Command = {
  name: 'explain',
  summary: 'say why a stored item did or did not match, and what became of it',
  details: [
    'ITEM is the id of a stored item, its address or its guid; "policywatch search" finds items by words and prints their ids. With RULE: its query clause by clause, what each hit and where, what only looks like a term, and whether the rule looks at the feed at all. Without RULE: every rule that holds or has hit, then those that came close, which are rules of which one clause alone is amiss. A query that is in no configuration is tried with --query.',
    'Then what became of it: the hit as it was found, whether rule or item were changed since, an earlier item that told the same story, and for each address of the subscriptions whether it was told, when, or why not. Reads only, also beside a running daemon.',
    '--json prints one document: {"item":{"id","feed","feedTitle","story","guid","url","title","text","searched","language","published","firstSeenAt","revisedAt","wasPublished","article"},"remarks":[…],"rules":[{"kind","rule","title","query","spans","excerpts","explanation","missing","stored","account"}],"ruleCount","closeCount"}; kind is hit, elsewhere (holds, but does not look at the feed), close, missed or gone (no longer configured). Exit code 1 when there is no such item, or several.',
  ],
  positionals: [
    { name: 'ITEM', arity: 'one', help: 'id, address or guid of a stored item' },
    { name: 'RULE', arity: 'optional', help: 'id of a rule; left out: all rules' },
  ],
  options: [
    { name: 'query', value: 'QUERY', help: 'hold this query against the item, in place of a rule' },
    JSON_OPTION,
  ],
  examples: [
    { line: 'policywatch explain 1742', does: 'which rules hit item 1742, and which nearly did' },
    {
      line: 'policywatch explain 1742 smr-korea',
      does: 'why this rule did or did not hit it, and who was told',
    },
    {
      line: 'policywatch explain https://www.korea.net/NewsFocus/policies/view?articleId=287911 trade',
      does: 'the same, by the address in the e-mail',
    },
    {
      line: "policywatch explain 1742 --query '@smr NEAR/10 Singapore'",
      does: 'would this rule have hit it?',
    },
  ],
  exits: [
    { code: 0, means: 'done, whether a rule hits or not' },
    { code: 1, means: 'there is no such item or rule, or there are several such items' },
  ],
  seeAlso: ['search', 'match', 'ledger', 'status'],
  run: async (call) => {
    const { explainStored } = await import('../actions/explain-stored.ts')
    return explainStored(call)
  },
}
