/** How full the disk under the data folder may become, in bytes; see docs/decisions/full-disk.md. */
export type DiskMarks = {
  /** Polling pauses with less than this: what is left is for delivery. */
  readonly pausesBelow: number
  /** It goes on from here: the room that polls took before the pause must not decide about the next one. */
  readonly resumesFrom: number
  /** The size of the file that is given up when the rest is used up, too. */
  readonly reserve: number
  /** With less than this the reserve is given up. */
  readonly scarce: number
}

const MIB = 1_048_576

/** Room for the alerts of weeks (600 deliveries of one alert took 0.1 MB), while others fill the disk on. */
const PAUSES_BELOW = 64 * MIB
/** SQLite's journal takes 4 MB before it begins anew, and what it writes into the database then as much again. */
const RESERVE = 16 * MIB
/** What the journal may grow by while nobody looks. */
const SCARCE = 4 * MIB
/** Of a small volume no more than this part is kept free, or given to the reserve. */
const SMALLEST_SHARE_FREE = 1 / 8
const SMALLEST_SHARE_RESERVED = 1 / 32

/** The marks for a disk of this size. They are apart by more than the reserve, so that giving it up never ends a pause. */
export function diskMarksOf(totalBytes: number): DiskMarks {
  const pausesBelow = Math.min(PAUSES_BELOW, Math.floor(totalBytes * SMALLEST_SHARE_FREE))
  const reserve = Math.min(RESERVE, Math.floor(totalBytes * SMALLEST_SHARE_RESERVED))
  return {
    pausesBelow,
    resumesFrom: Math.floor(pausesBelow * 1.5),
    reserve,
    scarce: Math.min(SCARCE, Math.floor(reserve / 4)),
  }
}
