import type { ErrorCode } from 'yaml'

/** What the YAML package complains of, in words for the administrator. */
export type YamlWords = { readonly message: string; readonly hint: string }

const QUOTE = "put the whole value in single quotes: '…'"
const BRACKETS =
  'look for a missing bracket, or for a # that begins a comment and belongs in quotes'

/** Words for the mistakes that are made most often; `message` left out is the package's own. */
const WORDS: Readonly<Partial<Record<ErrorCode, Partial<YamlWords>>>> = {
  BAD_ALIAS: { hint: QUOTE },
  BAD_DQ_ESCAPE: { hint: 'a backslash has a meaning between double quotes; use single quotes' },
  BAD_INDENT: {
    message: 'this line does not begin in the same column as its neighbours',
    hint: 'let it begin in their column',
  },
  BAD_SCALAR_START: { hint: QUOTE },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a second colon makes keys of this value',
    hint: 'if this line holds two colons, put the value in quotes; else look at its indentation',
  },
  MISSING_CHAR: { hint: 'look for a missing colon, comma or bracket here or just before' },
  MULTILINE_IMPLICIT_KEY: {
    message: 'no colon follows this name',
    hint: 'write name: value, with a space behind the colon; or look at the indentation of this line and the next',
  },
  MULTIPLE_DOCS: {
    message: 'a second document begins here',
    hint: 'remove the line ---; a configuration is one document',
  },
  RESOURCE_EXHAUSTION: {
    message: 'values stand too deep inside one another',
    hint: 'a configuration is at most a few levels deep; look for a missing bracket or a wrong indentation',
  },
  TAB_AS_INDENT: { hint: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { hint: '! begins a tag in YAML; put the value in quotes' },
}

const OTHERWISE = 'compare this line with its neighbours, or put the value in quotes'

export function describeYamlError(code: ErrorCode, message: string): YamlWords {
  const words = WORDS[code]
  const usual = { message: words?.message ?? message, hint: words?.hint ?? OTHERWISE }
  if (message.includes('flow-map-start')) {
    return { message, hint: `inside { } and [ ], a \${…} stands in quotes` }
  }
  if (message.endsWith('at node end')) {
    return {
      message: 'something follows behind the end of the value',
      hint: 'the value ended before; put the whole of it in single quotes: \'"free trade" AND Korea\'',
    }
  }
  if (isUnclosedQuote(message)) {
    return {
      message: 'this quote is not closed',
      hint: 'close it where the value ends; an apostrophe between single quotes is written twice',
    }
  }
  if (/block.seq/i.test(message)) {
    return {
      message: 'a list stands where a key is expected',
      hint: 'indent the list below its key',
    }
  }
  if (message.startsWith('Implicit map keys')) {
    return { ...usual, ...WORDS.MULTILINE_IMPLICIT_KEY }
  }
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    const [opening, closing] = message.startsWith('Flow map') ? ['{', '}'] : ['[', ']']
    return {
      message: `a ${opening} before this line is not closed with ${closing}`,
      hint: BRACKETS,
    }
  }
  return usual
}

export function isUnclosedQuote(message: string): boolean {
  return /^Missing closing ['"]quote/.test(message)
}
