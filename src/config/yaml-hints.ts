/** What to do about the errors that the YAML package reports most often, by its code. */
const HINTS: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: 'a backslash has a meaning between double quotes; use single quotes',
  BAD_INDENT: 'let this line begin in the same column as its neighbours',
  BAD_SCALAR_START: "put the whole value in single quotes: '…'",
  BLOCK_AS_IMPLICIT_KEY:
    'if this line holds two colons, put the value in quotes; else look at its indentation',
  MISSING_CHAR: 'look for a missing colon, bracket or closing quote here or just before',
  MULTILINE_IMPLICIT_KEY: 'look at the indentation of this line and the one before',
  MULTIPLE_DOCS: 'remove the line ---; a configuration is one document',
  TAB_AS_INDENT: 'indent with spaces',
  TAG_RESOLVE_FAILED: '! begins a tag in YAML; put the value in quotes',
}

export function hintForYaml(code: string, message: string): string | null {
  if (message.includes('flow-map-start')) {
    return `inside { } and [ ], a \${…} stands in quotes`
  }
  if (message.endsWith('at node end')) {
    return 'the value ended before; put the whole of it in single quotes: \'"free trade" AND Korea\''
  }
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return 'look for a missing bracket, or for a # that begins a comment and belongs in quotes'
  }
  return HINTS[code] ?? null
}
