import type { Settings } from '../config/settings.ts'
import { backUpOnSchedule, isBackupDue } from '../pipeline/back-up-on-schedule.ts'
import type { Deps } from '../pipeline/deps.ts'
import { tellDamage } from '../pipeline/tell-damage.ts'
import type { Chore } from './housekeeping.ts'
import { pruneChore } from './prune-chore.ts'

/** What comes round now and then, in the order in which it is looked after. */
export function listChores(deps: Deps): readonly Chore[] {
  return [
    {
      name: 'backup',
      // on a full disk it would take the room that is kept for delivery
      isDue: async (settings): Promise<boolean> =>
        deps.disk.pause === null && (await isBackupDue(deps, settings)),
      run: async (settings, signal): Promise<void> =>
        await backUpOnSchedule(deps, settings, signal),
    },
    pruneChore(deps),
    tellDamageOnce(deps),
  ]
}

/** Damage stays until the next start, so whoever runs then is told anew if it is still there. */
function tellDamageOnce(deps: Deps): Chore {
  let isTold = false
  return {
    name: 'damage',
    isDue: async (): Promise<boolean> => deps.health.state.kind === 'damaged' && !isTold,
    run: async (settings: Settings): Promise<void> => {
      const { state } = deps.health
      if (state.kind !== 'damaged') return
      await tellDamage(deps, settings, state.finding)
      isTold = true
    },
  }
}
