import { UsageError } from './command.ts'

/** A whole number from `least` to `most` that an option gives; throws a UsageError that names it for any other text. */
export function readCount(
  option: string,
  text: string,
  { least, most, what }: { readonly least: number; readonly most: number; readonly what: string },
): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (count >= least && count <= most) return count
  throw new UsageError(
    `--${option} ${text} is no number of ${what}`,
    most === Number.MAX_SAFE_INTEGER
      ? `write a whole number from ${least}`
      : `write a whole number from ${least} to ${most}`,
  )
}
