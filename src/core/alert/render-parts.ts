import type { AlertContent, AlertPart, AlertStory } from './alert-content.ts'
import {
  type FilledMail,
  fillMail,
  fillWhole,
  MAX_BODIES_BYTES,
  MOST_STORIES,
  type RenderedAlert,
  renderWith,
} from './render-alert.ts'
import { wireBytesOf } from './wire-bytes.ts'

export type RenderedParts =
  | { readonly kind: 'whole'; readonly rendered: RenderedAlert }
  | { readonly kind: 'parts'; readonly parts: readonly [RenderedPart, ...RenderedPart[]] }

/** One of several e-mails, with the next `storyCount` of the alert's stories. */
export type RenderedPart = {
  readonly part: AlertPart
  readonly storyCount: number
  readonly rendered: RenderedAlert
}

/** Measured in place of the true numbers, which are known when all parts are filled. */
const WIDEST_PART: AlertPart = { number: 99_999, count: 99_999 }

/** What is tried for the first part: too few are tried sooner than too many. */
const FIRST_GUESS = 40

/**
 * The alert in as many e-mails as it takes, each story in exactly one of them. They are made together, so that a part is
 * measured as it is sent; and in steps, as hundreds of stories take tenths of a second.
 */
export function* renderParts(content: AlertContent): Generator<void, RenderedParts> {
  const whole = renderWhole(content)
  if (whole !== null) return { kind: 'whole', rendered: whole }
  yield
  const mails = yield* fillMails(content)
  const [first, ...others] = mails.map(({ stories, detail }, index) => {
    const part = { number: index + 1, count: mails.length }
    const rendered = renderWith(partOf(content, stories, part), stories, detail)
    return { part, storyCount: stories.length, rendered }
  })
  if (first === undefined) throw new Error('an alert that has stories has a part')
  return { kind: 'parts', parts: [first, ...others] }
}

/** All in one e-mail; null where they do not fit. A single story always does. */
function renderWhole(content: AlertContent): RenderedAlert | null {
  const { stories } = content
  if (stories.length < 2) return fillWhole(content).rendered
  if (stories.length > MOST_STORIES) return null
  const rendered = renderWith(content, stories, 'usual')
  return wireBytesOf(rendered) <= MAX_BODIES_BYTES ? rendered : null
}

type Filling = Pick<FilledMail, 'detail'> & { readonly stories: readonly AlertStory[] }

function* fillMails(content: AlertContent): Generator<void, readonly Filling[]> {
  const mails: Filling[] = []
  for (let at = 0; at < content.stories.length; ) {
    const some = content.stories.slice(at, at + MOST_STORIES)
    const { storyCount, detail } = fillMail(
      some,
      (shown, how) => renderWith(partOf(content, shown, WIDEST_PART), shown, how),
      mails.at(-1)?.stories.length ?? FIRST_GUESS,
    )
    mails.push({ stories: some.slice(0, storyCount), detail })
    at += storyCount
    yield
  }
  return mails
}

/** The content of one part alone: its stories, and of the rules those that they hit. */
function partOf(
  content: AlertContent,
  stories: readonly AlertStory[],
  { number, count }: AlertPart,
): AlertContent {
  const told = new Set(stories.flatMap((story) => story.ruleIds))
  const rules = content.rules.filter((rule) => told.has(rule.id))
  const part = { number, count, allStoriesCount: content.stories.length }
  return { ...content, stories, part, rules }
}
