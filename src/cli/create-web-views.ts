import { describeSettings } from '../config/describe-settings.ts'
import type { Settings } from '../config/settings.ts'
import type { ConfigState } from '../daemon/config-reload.ts'
import type { Readiness } from '../observe/health.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Deps } from '../pipeline/deps.ts'
import { readAlert, readAlerts } from '../pipeline/read-alerts.ts'
import { readFeed, readFeeds } from '../pipeline/read-feeds.ts'
import { readOverview } from '../pipeline/read-overview.ts'
import { type ResendReport, resendDelivery } from '../pipeline/resend-delivery.ts'
import { findUnsubscribing, recordWish } from '../pipeline/unsubscribe.ts'
import type { ConfigurationView, Site, WebViews } from '../web/web-views.ts'
import { createMatchDesk } from './create-match-desk.ts'
import { createRuleDesk } from './create-rule-desk.ts'
import { createStoryDesk } from './create-story-desk.ts'

/** What the pages ask of what runs beside them. */
export type Watch = {
  readonly settings: () => Settings
  readonly state: () => ConfigState
  readonly readiness: () => Promise<Readiness>
  readonly metrics: Metrics
  /** Makes the outbox look for what is due. */
  readonly deliverNow: () => void
  /** What the configuration may take its secrets from. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What the pages show and do, over the settings that are in force when they are asked. */
export function createWebViews(deps: Deps, watch: Watch): WebViews {
  const { settings, state, readiness, metrics, deliverNow, env } = watch
  return {
    site: () => siteOf(settings()),
    sessionSecret: deps.unsubscribeSecret,
    now: deps.now,
    configuration: (): ConfigurationView => {
      const { file, revision } = settings()
      const { appliedAt, refused } = state()
      return { file, revision, appliedAt, refused }
    },
    effectiveSettings: () => describeSettings(settings(), state().inForce.secrets),
    overview: async () => await readOverview(deps, settings(), deps.now()),
    feeds: {
      list: async () => await readFeeds(deps.reader, settings(), deps.now()),
      find: async (feedId, pollsBefore) =>
        await readFeed(deps.reader, settings(), feedId, pollsBefore, deps.now()),
    },
    alerts: {
      list: async (filter) => await readAlerts(deps.reader, settings(), filter),
      find: async (alertId) => await readAlert(deps.reader, settings(), alertId, deps.now()),
      resend: async (alertId, deliveryId): Promise<ResendReport> => {
        const report = await resendDelivery(deps, settings(), { alertId, deliveryId })
        if (report.kind === 'due') deliverNow()
        return report
      },
    },
    metrics,
    readiness,
    stories: createStoryDesk(deps, settings),
    rules: createRuleDesk(deps, settings, env),
    matches: createMatchDesk(deps, settings),
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
