import type { Settings } from '../config/settings.ts'
import { configGauges } from '../daemon/config-gauges.ts'
import type { ConfigState } from '../daemon/config-reload.ts'
import { createMetrics } from '../observe/metrics.ts'
import { deliveryGauges } from '../pipeline/delivery-gauges.ts'
import type { Deps } from '../pipeline/deps.ts'
import { readStatus } from '../pipeline/read-status.ts'
import { findUnsubscribing, recordWish } from '../pipeline/unsubscribe.ts'
import type { ConfigurationView, Site, WebViews } from '../web/web-views.ts'

/** What the pages show and do, over the settings that are in force when they are asked. */
export function createWebViews(
  deps: Deps,
  settings: () => Settings,
  state: () => ConfigState,
): WebViews {
  return {
    site: () => siteOf(settings()),
    sessionSecret: deps.unsubscribeSecret,
    now: deps.now,
    configuration: (): ConfigurationView => {
      const { file, revision } = settings()
      const { appliedAt, refused } = state()
      return { file, revision, appliedAt, refused }
    },
    status: async () => await readStatus(deps.db, settings(), deps.now()),
    metrics: createMetrics([...deliveryGauges(deps), ...configGauges(state)]),
    unsubscribe: {
      find: async (token) => await findUnsubscribing(deps, token),
      record: async (token, wish) => await recordWish(deps, settings(), token, wish),
    },
  }
}

function siteOf({ web, mail, timezone }: Settings): Site {
  return {
    isOn: web !== null,
    password: web?.password ?? null,
    publicUrl: web?.publicUrl ?? null,
    metrics: web?.metrics ?? 'loopback',
    mayEdit: web?.edit ?? false,
    timezone,
    hasMailbox: mail.smtp === null,
  }
}
