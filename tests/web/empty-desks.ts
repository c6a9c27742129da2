import type { WebViews } from '../../src/web/web-views.ts'

/** What stands behind stories, rules and matches where there are none. */
export const EMPTY_DESKS: Pick<WebViews, 'stories' | 'rules' | 'matches'> = {
  stories: {
    feeds: async () => [],
    search: async () => ({
      kind: 'found',
      warnings: [],
      stories: [],
      next: null,
      itemCount: 0,
      stoppedAt: null,
      feedTitles: new Map(),
      coverage: { waitingCount: 0, editedCount: 0, unused: null },
    }),
    find: async () => null,
    explain: async () => null,
    keptDays: () => 400,
  },
  rules: {
    list: async () => [],
    hygiene: async () => ({ findings: [], days: 30, youngRules: [] }),
    find: () => null,
    readFile: async () => ({ name: 'config.yaml', fingerprint: null, match: null }),
    preview: async () => ({
      typed: { kind: 'refused', problems: [] },
      tried: { kind: 'refused', problems: [] },
      examples: [],
      unknownFeeds: [],
    }),
    save: async () => ({ kind: 'not-allowed' }),
    whenInForce: async () => false,
    conceptNames: () => [],
  },
  matches: {
    list: async () => ({ matches: [], next: null }),
    subscriptions: () => [],
    installation: 'test',
  },
}
