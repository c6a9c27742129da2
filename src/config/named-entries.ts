import { z } from 'zod'
import type { Snippet } from './snippet.ts'

/** How feeds, rules and subscriptions may be called: the names go into logs, addresses of pages and the database. */
const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** How concepts and tags may be called: rules name them as `@name` and `tag:name`, in any script. */
const NAME_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_-]{0,63}$/u

type SectionMeta = {
  readonly title: string
  readonly description: string
  readonly defaultSnippets: readonly Snippet[]
}

/** A section of entries under names of the administrator's choice. */
export function entriesById<Entry extends z.ZodType>(
  entry: Entry,
  meta: SectionMeta,
): z.ZodRecord<z.ZodString, Entry> {
  return namedEntries(entry, ID_PATTERN, 'letters a to z, digits, - and _, at most 64', meta)
}

/** The same for names that may be written in any script. */
export function entriesByName<Entry extends z.ZodType>(
  entry: Entry,
  meta: SectionMeta,
): z.ZodRecord<z.ZodString, Entry> {
  return namedEntries(entry, NAME_PATTERN, 'letters, digits, - and _, at most 64', meta)
}

/** Names are checked beside the entries and not by the key type, so that a bad name does not hide a bad entry. */
function namedEntries<Entry extends z.ZodType>(
  entry: Entry,
  pattern: RegExp,
  allowed: string,
  meta: SectionMeta,
): z.ZodRecord<z.ZodString, Entry> {
  return z
    .record(z.string(), entry)
    .superRefine(
      (entries, context) => {
        for (const name of namesOf(entries).filter((key) => !pattern.test(key))) {
          context.addIssue({
            code: 'custom',
            path: [name],
            message: `${JSON.stringify(name)} cannot be a name`,
            params: {
              code: 'bad-name',
              hint: `names are made of ${allowed}, and begin with a letter or digit`,
              at: 'key',
            },
          })
        }
      },
      { when: () => true },
    )
    .meta({ ...meta, propertyNames: { pattern: pattern.source } })
}

/** A check that always runs also sees what is not a map at all. */
function namesOf(entries: unknown): readonly string[] {
  return typeof entries === 'object' && entries !== null && !Array.isArray(entries)
    ? Object.keys(entries)
    : []
}

/** A tag of a feed: no # here, which stands only where tags are referred to. */
export const tagSchema = z.string().superRefine((tag, context) => {
  if (NAME_PATTERN.test(tag)) return
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(tag)} cannot be a tag`,
    params: {
      code: 'bad-name',
      hint: tag.startsWith('#')
        ? 'leave the # out here; it stands where a rule names the tag'
        : 'tags are made of letters, digits, - and _',
    },
  })
})

/** Text for people on one line. */
export const titleSchema = z.string().superRefine((title, context) => {
  if (title.trim() !== '' && !/\p{Cc}/u.test(title)) return
  context.addIssue({
    code: 'custom',
    message: title.trim() === '' ? 'the title is empty' : 'a title stands on one line',
    params: { code: 'bad-title', hint: 'leave title out if there is nothing to say' },
  })
})
