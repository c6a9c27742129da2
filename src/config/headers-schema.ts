import { z } from 'zod'
import { RESERVED_HEADERS } from '../core/feed/reserved-headers.ts'
import { entriesOf } from './config-problem.ts'

/** Extra request headers: names are tokens of RFC 9110, values hold nothing that could end the line. */
export const headersSchema = z
  .record(z.string(), z.string())
  .superRefine(
    (headers, context) => {
      const seen = new Set<string>()
      for (const [name, value] of entriesOf(headers)) {
        const problem = findHeaderProblem(name, value, seen)
        seen.add(name.toLowerCase())
        if (problem === null) continue
        const { message } = problem
        context.addIssue({ code: 'custom', path: [name], message, params: problem })
      }
    },
    { when: () => true }, // a value that is no text hides nothing that is wrong with the others
  )
  .default({})
  .meta({
    description: 'Extra request headers for this feed.',
    examples: [{ 'Accept-Language': 'ko' }, { Authorization: `Bearer \${FEED_TOKEN}` }],
  })

type HeaderProblem = {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly at: 'key' | 'value'
}

/** Complaints never repeat the value, which may be a secret. */
function findHeaderProblem(
  name: string,
  value: unknown,
  seen: ReadonlySet<string>,
): HeaderProblem | null {
  const code = 'bad-header'
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) {
    const message = 'this cannot be the name of a header' // it may be the value
    return { code, message, hint: 'names are made of letters, digits and -', at: 'key' }
  }
  if (RESERVED_HEADERS.has(name.toLowerCase())) {
    const message = `the header ${name} is set by Policywatch itself`
    return { code, message, hint: 'leave it out', at: 'key' }
  }
  if (seen.has(name.toLowerCase())) {
    const message = `the header ${name} stands twice`
    return { code, message, hint: 'upper and lower case make no difference; keep one', at: 'key' }
  }
  if (typeof value === 'string' && !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    const message = `the value of ${name} holds a line break or a character that no header can carry`
    return { code, message, hint: 'write it on one line, in Latin letters', at: 'value' }
  }
  return null
}
