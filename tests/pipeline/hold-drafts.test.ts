import { expect, test } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { NO_ARTICLE } from '../../src/core/feed/item.ts'
import { feedIdOf } from '../../src/core/ids.ts'
import { findingsOf, holdDrafts } from '../../src/pipeline/hold-drafts.ts'
import type { ItemDraft } from '../../src/store/items.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { loadSettings } from '../support/test-app.ts'

async function settingsWith(rule: string): Promise<Settings> {
  return await loadSettings(
    makeTempDir(),
    `
feeds: { energy: { url: "https://energy.test/feed.xml" } }
rules: { wanted: { match: ${rule} } }
subscriptions: { desk: { to: [desk@example.org], rules: all } }
mail: { from: watch@example.org }
`,
  )
}

function draftOf(title: string): ItemDraft {
  return {
    feedId: feedIdOf('energy'),
    item: {
      guid: null,
      url: null,
      canonicalUrl: null,
      title,
      published: null,
      publishedRaw: null,
      updated: null,
      authors: [],
      categories: [],
      summary: null,
      text: '',
      language: null,
      keys: [],
      contentHash: '',
    },
    text: '',
    storyText: '',
    searched: 'teaser',
    article: NO_ARTICLE,
  }
}

test('what the rules said of an item before it was stored is taken as it is', async () => {
  const settings = await settingsWith('reactor')
  const drafts = [draftOf('The reactor'), draftOf('The port')]

  const held = await holdDrafts(settings, drafts, null)

  const counts = drafts.map((draft) => held.findings.get(draft)?.hits.length)
  expect(counts).toEqual([1, 0])
  expect(drafts.map((draft) => findingsOf(held, settings, draft, null))).toEqual([
    ...held.findings.values(),
  ])
})

test('rules that came into force meanwhile are held against it anew', async () => {
  const [before, after] = [await settingsWith('reactor'), await settingsWith('port')]
  const draft = draftOf('The port')
  const held = await holdDrafts(before, [draft], null)

  const { hits } = findingsOf(held, after, draft, null)

  expect(held.findings.get(draft)?.hits).toEqual([])
  expect(hits).toMatchObject([{ ruleId: 'wanted' }])
})
