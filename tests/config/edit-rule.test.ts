import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editRule, type RuleChange } from '../../src/config/edit-rule.ts'
import { readYaml } from '../../src/config/yaml-source.ts'
import { configTexts, queryTexts } from '../support/config-texts.ts'
import { fuzzRuns } from '../support/fuzz-runs.ts'

/** The text after a change that must be possible. */
function edit(text: string, change: RuleChange): string {
  const editing = editRule(text, change)
  return editing.kind === 'edited' ? editing.text : `impossible: ${editing.reason}`
}

function replace(text: string, match: string): string {
  return edit(text, { kind: 'replace', id: 'a', match })
}

function add(text: string, match = 'steel'): string {
  return edit(text, { kind: 'add', id: 'new', title: null, match, feeds: [] })
}

describe('a query that is replaced', () => {
  it.each([
    ['single quotes', "rules:\n  a: # why\n    match: 'tea' # hot\n", "    match: 'it''s' # hot\n"],
    ['double quotes', 'rules:\n  a:\n    match: "tea"\n', '    match: "it\'s"\n'],
    ['no quotes', 'rules:\n  a:\n    match: tea\n', "    match: 'it''s'\n"],
    ['braces', 'rules: { a: { match: tea, title: x } }', "a: { match: 'it''s', title: x } }"],
    [
      'an alias',
      'x: &q tea\nrules:\n  a:\n    match: *q\n'.replace('x:', 'timezone:'),
      "match: 'it''s'\n",
    ],
    [
      'a folded block',
      'rules:\n  a:\n    match: >- # hot\n      tea\n      cup\n\n  b:\n',
      "match: >- # hot\n      it's\n\n  b:\n",
    ],
  ])('keeps the manner of %s', (_, text, expected) => {
    const edited = replace(text, "it's")

    expect(edited).toContain(expected)
  })

  it('stays without quotes where YAML takes it as it is', () => {
    const edited = replace('rules:\n  a:\n    match: tea   # hot\n', 'tea AND (한국 OR Korea)')

    expect(edited).toBe('rules:\n  a:\n    match: tea AND (한국 OR Korea)   # hot\n')
  })

  it('becomes a block when it has several lines, and the comment stays in its line', () => {
    const edited = replace('rules:\r\n  a:\r\n    match: tea # hot\r\n', 'tea\nOR coffee')

    expect(edited).toBe('rules:\r\n  a:\r\n    match: |- # hot\r\n      tea\r\n      OR coffee\r\n')
  })

  it('becomes a block at the end of a file that does not end its last line', () => {
    const edited = replace('rules:\n  a:\n    match: tea', 'tea\nOR coffee')

    expect(edited).toBe('rules:\n  a:\n    match: |-\n      tea\n      OR coffee')
  })

  it('outranks one that comes by a merge key, in the rule alone', () => {
    const text = 'rules:\n  b: &b\n    match: tea\n    title: T\n  a:\n    <<: *b\n'

    const edited = replace(text, 'steel')

    expect(edited).toBe(
      "rules:\n  b: &b\n    match: tea\n    title: T\n  a:\n    match: 'steel'\n    <<: *b\n",
    )
  })

  it('parts a rule from the other that it was an alias of', () => {
    const edited = replace('rules:\n  b: &b\n    match: tea\n  a: *b # too\n', 'steel')

    expect(edited).toBe("rules:\n  b: &b\n    match: tea\n  a: { <<: *b, match: 'steel' } # too\n")
  })

  it('keeps a byte order mark', () => {
    const edited = replace('\ufeffrules: {a: {match: tea}}', 'steel')

    expect(edited).toBe('\ufeffrules: {a: {match: steel}}')
  })

  it.each([
    ['its text is shared', 'rules:\n  a: &a\n    match: tea\n  b: *a\n', 'share the text'],
    [
      'its query is shared',
      'rules:\n  a:\n    match: &q tea\n  b:\n    match: *q\n',
      'share the text',
    ],
    ['all rules are an alias', 'concepts: &c\n  a: {match: x}\nrules: *c\n', 'unusual form'],
    ['there is no such rule', 'rules:\n  b:\n    match: tea\n', 'no rule a'],
    ['the file is broken', 'rules:\n  a: {match: tea\nx: [', 'mistakes of its own'],
  ])('is refused where %s', (_, text, reason) => {
    const edited = replace(text, 'steel')

    expect(edited).toContain(`impossible: `)
    expect(edited).toContain(reason)
  })
})

describe('a rule that is added', () => {
  it.each([
    [
      'behind the last one',
      'rules:\n  a:\n    match: tea # hot\n\nweb: false\n',
      "rules:\n  a:\n    match: tea # hot\n  new:\n    match: 'steel'\n\nweb: false\n",
    ],
    [
      'with a blank line as the others',
      'rules:\n  a:\n    match: tea\n\n  b:\n    match: x\n# end\n',
      "  b:\n    match: x\n\n  new:\n    match: 'steel'\n# end\n",
    ],
    [
      'below comments of the last one',
      'rules:\n  a:\n    match: tea\n    # ignores: []\n\n  # b: old\n\n# web\nweb: false\n',
      "    # ignores: []\n\n  # b: old\n  new:\n    match: 'steel'\n\n# web\n",
    ],
    [
      'behind a block',
      'rules:\n  a:\n    match: >-\n      tea\n\n\nweb: false',
      "    match: >-\n      tea\n  new:\n    match: 'steel'\n\n\nweb: false",
    ],
    [
      'in braces',
      'rules: {a: {match: tea}, } # x\n',
      "rules: {a: {match: tea}, new: { match: 'steel' }, } # x\n",
    ],
    [
      'where there was none',
      'rules: # none yet\nweb: false\n',
      "rules: # none yet\n  new:\n    match: 'steel'\nweb: false\n",
    ],
    [
      'for empty braces',
      'rules: {} # none\nweb: false\n',
      "rules: # none\n  new:\n    match: 'steel'\nweb: false\n",
    ],
    ['with the section', 'web: false', "web: false\nrules:\n  new:\n    match: 'steel'\n"],
    [
      'with a section in braces',
      '{ web: false }\n',
      "{ web: false, rules: { new: { match: 'steel' } } }\n",
    ],
    ['to an empty file', '# nothing yet\n', "# nothing yet\nrules:\n  new:\n    match: 'steel'\n"],
    [
      'at the end of the file',
      'rules:\n    a:\n      match: tea',
      "rules:\n    a:\n      match: tea\n    new:\n      match: 'steel'",
    ],
  ])('stands %s', (_, text, expected) => {
    const edited = add(text)

    expect(edited).toContain(expected)
  })

  it('has title and feeds, in quotes where they are needed', () => {
    const edited = edit('rules: {}\n', {
      kind: 'add',
      id: '123',
      title: 'Steel: news',
      match: 'steel',
      feeds: ['motir', '#korea', '42'],
    })

    expect(edited).toBe(
      `rules:\n  "123":\n    title: 'Steel: news'\n    match: 'steel'\n    feeds: [motir, "#korea", "42"]\n`,
    )
  })

  it('is refused where its name is taken', () => {
    const edited = edit('rules:\n  new: {match: x}\n', {
      kind: 'add',
      id: 'new',
      title: null,
      match: 'y',
      feeds: [],
    })

    expect(edited).toBe('impossible: there is a rule new already')
  })
})

describe('any query in any file', () => {
  it('is read back as it was given, and nothing else has changed', () => {
    fc.assert(
      fc.property(configTexts, queryTexts, ({ text, id }, match) => {
        const edited = edit(text, { kind: 'replace', id, match })

        const before = readYaml(text).value as ReadFile
        const after = readYaml(edited).value as ReadFile
        const wanted = { ...before.rules, [id]: { ...before.rules[id], match } }
        expect(after).toEqual({ ...before, rules: wanted })
        expect(commentsOf(edited)).toEqual(commentsOf(text))
      }),
      fuzzRuns(150),
    )
  })

  it('is read back as it was given from a rule that was added', () => {
    fc.assert(
      fc.property(configTexts, queryTexts, ({ text }, match) => {
        const edited = add(text, match)

        const before = readYaml(text).value as ReadFile
        const after = readYaml(edited).value as ReadFile
        expect(after).toEqual({ ...before, rules: { ...before.rules, new: { match } } })
        expect(commentsOf(edited)).toEqual(commentsOf(text))
      }),
      fuzzRuns(150),
    )
  })
})

type ReadFile = {
  readonly rules: Readonly<Record<string, { readonly match: string; readonly title?: string }>>
}

/** Comments of the made-up files carry a mark of their own. */
function commentsOf(text: string): readonly string[] {
  return text.match(/# note \d+/g) ?? []
}
