import type { AlertContent, AlertStory } from '../../src/core/alert/alert-content.ts'
import { allQuietStatements } from '../../src/core/alert/all-quiet-statements.ts'
import { type EditedText, findEdit } from '../../src/core/alert/find-edit.ts'
import { addMs, DAY_MS } from '../../src/core/time.ts'
import {
  DIGEST_ALERT,
  KOREAN_TEXT,
  KOREAN_TITLE,
  SMR,
  SUMMIT,
  SUMMIT_ALERT,
  SUMMIT_IN_KOREAN,
  SUMMIT_TEXT,
  SUMMIT_TITLE,
} from './sample-alert.ts'

/** E-mails that tell no news: texts that changed, and weeks in which nothing matched. */

function editedStory(story: AlertStory, before: EditedText, after: EditedText): AlertStory {
  const edit = findEdit(before, after)
  if (edit === null) throw new Error('the sample says nothing else than before')
  return {
    ...story,
    title: after.title,
    excerpts: [],
    occasion: 'edited',
    changes: edit.changes,
    moreChangesCount: edit.moreCount,
  }
}

export const EDITED_SUMMIT = editedStory(
  SUMMIT,
  { title: SUMMIT_TITLE, text: SUMMIT_TEXT },
  {
    title: SUMMIT_TITLE,
    text: SUMMIT_TEXT.replace('five memorandums', 'six memorandums')
      .replace(
        'and one on artificial intelligence',
        'one on artificial intelligence and one on ports',
      )
      .replace('will begin soon', 'will begin in May')
      .replace(' Both leaders spoke about stability in the region.', ''),
  },
)

const EDITED_IN_KOREAN = editedStory(
  SUMMIT_IN_KOREAN,
  { title: KOREAN_TITLE, text: KOREAN_TEXT },
  {
    title: KOREAN_TITLE.replace('개시', '5월 개시'),
    text: KOREAN_TEXT.replace('다섯 건', '여섯 건'),
  },
)

const ARABIC = 'ستبدأ المفاوضات حول تحسين اتفاقية التجارة الحرة (FTA) في مارس.'

export const EDITED_IN_ARABIC = editedStory(
  {
    ...SUMMIT,
    url: 'https://www.trade.example/ar/news/812',
    sourceTitle: 'وزارة التجارة',
    country: 'Egypt',
    language: 'ar',
    excerpts: [],
    alsoPublishedBy: [],
  },
  { title: 'اتفاقية التجارة الحرة', text: ARABIC },
  { title: 'اتفاقية التجارة الحرة', text: ARABIC.replace('مارس', 'مايو') },
)

/** A reply beneath the e-mail that told the story. */
export const EDIT_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  kind: 'edit',
  stories: [EDITED_SUMMIT],
  threadSubject: `Small modular reactors and Korea, Trade: ${SUMMIT_TITLE}`,
}

/** Several at once, in three scripts; one was written anew. */
export const EDITS_ALERT: AlertContent = {
  ...SUMMIT_ALERT,
  kind: 'edit',
  stories: [
    EDITED_IN_KOREAN,
    EDITED_IN_ARABIC,
    editedStory(
      { ...SUMMIT, ruleIds: [SMR], alsoPublishedBy: [] },
      { title: SUMMIT_TITLE, text: SUMMIT_TEXT },
      {
        title: SUMMIT_TITLE,
        text: `A correction: this page described a draft. ${'What follows replaces every earlier paragraph, figure, quotation or annex published here yesterday. '.repeat(6)}`,
      },
    ),
  ],
}

/** A digest in which one of the stories is an edit. */
export const DIGEST_WITH_EDIT: AlertContent = {
  ...DIGEST_ALERT,
  stories: [...DIGEST_ALERT.stories, EDITED_SUMMIT],
}

const WEEK = {
  since: addMs(SUMMIT_ALERT.createdAt, -7 * DAY_MS),
  until: SUMMIT_ALERT.createdAt,
  timezone: SUMMIT_ALERT.timezone,
  feedCount: 14,
  pollCount: 9_408,
  newItemCount: 212,
  ruleTitles: SUMMIT_ALERT.rules.map(({ title }) => title),
}

const NO_STORY: AlertContent = { ...SUMMIT_ALERT, kind: 'all-quiet', stories: [] }

export const ALL_QUIET_ALERT: AlertContent = {
  ...NO_STORY,
  ...allQuietStatements({ ...WEEK, unansweredFeeds: ['Ministry of Energy'] }),
}

export const BLIND_ALERT: AlertContent = {
  ...NO_STORY,
  ...allQuietStatements({
    ...WEEK,
    feedCount: 2,
    pollCount: 0,
    newItemCount: 0,
    unansweredFeeds: ['Ministry of Energy', '산업통상부 보도자료'],
  }),
}
