import fc from 'fast-check'

/** Texts that a query may be, and such that YAML has a meaning of its own for. */
export const queryTexts: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '@smr AND (Korea OR 한국) NOT SMRT',
    `"free trade" OR it's`,
    'a: b #c',
    '- x',
    '*star',
    '&and',
    '!not',
    '%x',
    '@at',
    '`tick`',
    '{ }',
    '[ ]',
    '? y',
    '| x',
    '> x',
    '---',
    '...',
    'true',
    'null',
    '~',
    '12',
    '1e3',
    '2026-03-02',
    '',
    ' leading and trailing ',
    'two\nlines',
    'two\n\n  lines, one indented\n',
    'tea\n# no comment\nOR coffee\n\n\n',
    'tab\there',
    'return\rhere',
    'next\u0085line\u2028para\u2029graph\ufeffmark',
    '\u0000\u0007\u001b',
    'back\\slash \\n "quotes"',
    '😀 한국어 NEAR/5 ＡＢＣ',
    `${'very long words and '.repeat(20)}end`,
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...`ab "':#\n-,[]{}&*!|>%@?\\`.split('')),
    maxLength: 24,
  }),
)

/** The ways in which the query of a rule can stand in a file, as lines below the rule's key. */
const RULES: readonly string[] = [
  "    match: 'tea' # note 1",
  '    title: T\n    match: tea\n    # note 1',
  '    match: "tea \\u00e9" # note 1\n    title: T',
  '    match: >-\n      tea\n      OR coffee\n\n    title: T # note 1',
  '    match: |\n      tea\n      OR coffee\n    # note 1',
  '    match: >2+ # note 1\n        tea\n\n',
  '    match:\n      tea\n      OR coffee # note 1',
  '    "match" : tea # note 1\n    feeds: [f, "#t"]',
  '    <<: *base # note 1',
  '    match: *query # note 1',
  "    ? match # note 1\n    : 'tea'",
  '    match: &own !!str tea # note 1',
]

const INLINE: readonly string[] = [
  ' { match: tea } # note 1',
  ' {title: T, match: "tea"} # note 1',
  '\n    {\n      match: tea, # note 1\n      title: T,\n    }',
  ' *base # note 1',
]

/** A file, and one of its rules. */
export type ConfigText = { readonly text: string; readonly id: string }

/** Files with a few rules in all manners, whose queries can be replaced. */
export const configTexts: fc.Arbitrary<ConfigText> = fc
  .record({
    rules: fc.array(
      fc.oneof(fc.constantFrom(...RULES.map((lines) => `\n${lines}`)), fc.constantFrom(...INLINE)),
      { minLength: 1, maxLength: 4 },
    ),
    chosen: fc.nat(3),
    gap: fc.constantFrom('', '\n'),
    tail: fc.constantFrom('', '\n# note 2\nweb: false # note 3\n', 'web: false', '\n\n'),
    newline: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\ufeff'),
    endsLine: fc.boolean(),
  })
  .map(({ rules, chosen, gap, tail, newline, mark, endsLine }) => {
    const entries = rules.map((lines, index) => `  r${index}:${lines}\n`).join(gap)
    const head = 'x: { base: &base { match: tea, title: B }, query: &query tea } # note 0\n'
    const text = `${head}rules:\n${entries}${tail}`
    const ended = endsLine ? text : text.replace(/\n$/, '')
    return { text: mark + ended.replaceAll('\n', newline), id: `r${chosen % rules.length}` }
  })
