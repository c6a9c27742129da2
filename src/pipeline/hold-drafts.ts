import { setImmediate } from 'node:timers/promises'
import type { Settings } from '../config/settings.ts'
import type { ItemDraft } from '../store/items.ts'
import { findHits, type ItemFindings } from './match-items.ts'

/** What the rules of `settings` say of items that are not stored yet. */
export type HeldDrafts = {
  readonly settings: Settings
  readonly findings: ReadonlyMap<ItemDraft, ItemFindings>
}

/** So long this thread does nothing else: a document may bring thousands of items. */
const SLICE_MS = 8

/** Holds the rules against items before they are stored: a transaction keeps everybody who writes waiting. */
export async function holdDrafts(
  settings: Settings,
  drafts: readonly ItemDraft[],
  feedTitle: string | null,
): Promise<HeldDrafts> {
  const findings = new Map<ItemDraft, ItemFindings>()
  let sliceAt = performance.now()
  for (const draft of drafts) {
    findings.set(draft, holdDraft(settings, draft, feedTitle))
    if (performance.now() - sliceAt < SLICE_MS) continue
    await setImmediate()
    sliceAt = performance.now()
  }
  return { settings, findings }
}

/** What was found before, or anew where other rules are in force by now. */
export function findingsOf(
  held: HeldDrafts,
  settings: Settings,
  draft: ItemDraft,
  feedTitle: string | null,
): ItemFindings {
  const found = held.settings === settings ? held.findings.get(draft) : undefined
  return found ?? holdDraft(settings, draft, feedTitle)
}

function holdDraft(
  settings: Settings,
  { feedId, item, text, searched }: ItemDraft,
  feedTitle: string | null,
): ItemFindings {
  const { title, categories, authors, url, language } = item
  const content = { feedId, title, text, categories, authors, url, language, searched }
  return findHits(settings, content, feedTitle)
}
