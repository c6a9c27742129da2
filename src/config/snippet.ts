/** What an editor offers to write, as the YAML language server reads it (`defaultSnippets`). */
export type Snippet = {
  readonly label: string
  readonly description: string
  readonly body: object
}

/** A place of a snippet to fill in, with what stands there first; a key of the editor leads to the next number. */
export function blank(number: number, text: string): string {
  return `\${${number}:${text}}`
}
