import type { Settings } from '../config/settings.ts'
import { createMetrics } from '../observe/metrics.ts'
import { deliveryGauges } from '../pipeline/delivery-gauges.ts'
import type { Deps } from '../pipeline/deps.ts'
import { readStatus } from '../pipeline/read-status.ts'
import { findUnsubscribing, recordWish } from '../pipeline/unsubscribe.ts'
import type { WebViews } from '../web/web-views.ts'

/** What the pages show and do, over the settings that are in force when they are asked. */
export function createWebViews(deps: Deps, settings: () => Settings): WebViews {
  return {
    status: async () => await readStatus(deps.db, settings(), deps.now()),
    metrics: createMetrics(deliveryGauges(deps)),
    unsubscribe: {
      find: async (token) => await findUnsubscribing(deps, token),
      record: async (token, wish) => await recordWish(deps, settings(), token, wish),
    },
  }
}
