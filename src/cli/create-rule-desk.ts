import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findRuleText, readConfigText } from '../config/read-rule-text.ts'
import type { Settings } from '../config/settings.ts'
import { ruleIdOf } from '../core/ids.ts'
import type { Deps } from '../pipeline/deps.ts'
import { listRules } from '../pipeline/list-rules.ts'
import { previewRule } from '../pipeline/preview-rule.ts'
import { readHygiene } from '../pipeline/read-hygiene.ts'
import { saveRule } from '../pipeline/save-rule.ts'
import type { RuleDesk, RuleFile } from '../web/rules/rule-desk.ts'

type Env = Readonly<Record<string, string | undefined>>

/** How long a page that saved waits for the daemon to take the change over, and how often it looks. */
const TAKEOVER_LIMIT_MS = 4_000
const LOOK_EVERY_MS = 100

/** Rules, trying them, and saving them into config.yaml. */
export function createRuleDesk(deps: Deps, settings: () => Settings, env: Env): RuleDesk {
  return {
    list: async () => await listRules(deps.reader, settings(), deps.now()),
    hygiene: async () => await readHygiene(deps.reader, settings(), deps.now()),
    find: (id) => settings().rules.get(ruleIdOf(id)) ?? null,
    readFile: async (id): Promise<RuleFile> => {
      const { file } = settings()
      const current = await readConfigText(file)
      const name = basename(file)
      if (current.kind === 'unreadable') return { name, fingerprint: null, match: null }
      const rule = id === null ? null : findRuleText(current.text, id)
      return { name, fingerprint: current.fingerprint, match: rule?.match ?? null }
    },
    preview: async (draft, signal) => await previewRule(deps, settings(), draft, signal),
    save: async (saving) => await saveRule(settings(), env, saving, deps.now()),
    whenInForce: async ({ id, match }): Promise<boolean> => {
      const isThere = (): boolean => settings().rules.get(ruleIdOf(id))?.match === match
      for (let waited = 0; waited < TAKEOVER_LIMIT_MS && !isThere(); waited += LOOK_EVERY_MS) {
        await wait(LOOK_EVERY_MS)
      }
      return isThere()
    },
    conceptNames: () => [...settings().concepts.keys()],
  }
}
