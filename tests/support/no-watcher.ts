import type { DaemonWatcher } from '../../src/daemon/daemon.ts'

const ignore = (): void => {}

/** For a daemon whose polls and deliveries are looked at elsewhere. */
export const NO_WATCHER: DaemonWatcher = { onPoll: ignore, onDelivery: ignore, onRound: ignore }
