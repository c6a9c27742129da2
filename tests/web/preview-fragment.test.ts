import { expect, it } from 'vitest'
import { timestampOf } from '../../src/core/time.ts'
import { compileTypedQuery } from '../../src/pipeline/compile-typed-query.ts'
import type { QueryFindings } from '../../src/pipeline/tried-query.ts'
import { previewFragment } from '../../src/web/rules/preview-fragment.ts'

const FRAME = {
  timezone: 'Asia/Seoul',
  hasMailbox: true,
  hasLogin: false,
  csrfToken: '',
  refusedSince: null,
}

/** The fragment of a trial of four days. */
async function renderTrial(found: Pick<QueryFindings, 'cutOffAt' | 'hitCount'>): Promise<string> {
  const dates = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
  const tried = {
    kind: 'tried',
    warnings: [],
    itemCount: 50,
    days: dates.map((date, index) => ({ date, hitCount: index === 3 ? found.hitCount : 0 })),
    terms: [],
    hits: [],
    comparison: null,
    ...found,
  } as const
  const typed = compileTypedQuery('tea', { concepts: new Map() })
  const page = {
    form: { id: '', title: '', match: 'tea', feeds: [], days: 7 },
    rule: null,
    file: { name: 'config.yaml', fingerprint: null, match: null },
    mayEdit: false,
    preview: { typed, tried, examples: [], unknownFeeds: [] },
  }
  return String(await previewFragment(page, FRAME))
}

it('speaks of no day to which a trial did not come', async () => {
  const cutOffAt = timestampOf(Date.parse('2026-03-02T15:30:00Z')) // the 3rd in Seoul

  const cut = await renderTrial({ cutOffAt, hitCount: 2 })
  const nothing = await renderTrial({ cutOffAt, hitCount: 0 })

  expect(cut).toContain('It would have matched 2 items of the newest 50.')
  expect(cut).toContain('Time was up')
  expect(cut).toContain('<th scope="row">2026-03-03</th>')
  expect(cut).not.toContain('<th scope="row">2026-03-02')
  expect(nothing).toContain('Nothing that was looked at matches.')
})

it('speaks of all days where a trial came to its end', async () => {
  const whole = await renderTrial({ cutOffAt: null, hitCount: 2 })

  expect(whole).toContain('It would have matched 2 items of 50 in 7 days.')
  expect(whole).toContain('<th scope="row">2026-03-01</th>')
})
