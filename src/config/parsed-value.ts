import { z } from 'zod'

/** What reading one text of config.yaml came to. */
export type ParsedValue<Value> =
  | { readonly kind: 'parsed'; readonly value: Value }
  | {
      readonly kind: 'bad'
      readonly code: string
      readonly message: string
      readonly hint: string | null
    }

export function parsed<Value>(value: Value): ParsedValue<Value> {
  return { kind: 'parsed', value }
}

export function bad(code: string, message: string, hint: string | null): ParsedValue<never> {
  return { kind: 'bad', code, message, hint }
}

/** What editors show of a text: zod drops examples that stand behind a transform, so they go on the text itself. */
export type TextHelp = {
  readonly description: string
  readonly examples?: readonly string[]
  readonly [keyword: string]: unknown
}

/** A text in config.yaml that `parse` turns into a value; its complaint becomes an issue with code and hint. */
export function parsedText<Value>(
  parse: (text: string) => ParsedValue<Value>,
  help: TextHelp,
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> {
  const { examples, ...rest } = help
  const text = z.string().meta(examples === undefined ? rest : { ...rest, examples: [...examples] })
  return text.transform((typed, context) => {
    const result = parse(typed)
    if (result.kind === 'parsed') return result.value
    const { code, message, hint } = result
    context.addIssue({ code: 'custom', message, params: { code, hint } })
    return z.NEVER
  })
}
