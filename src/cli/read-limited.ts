import { createReadStream } from 'node:fs'
import type { CliIo } from './cli-io.ts'
import { CommandError } from './command.ts'
import { describeFileError } from './describe-file-error.ts'

/** The bytes of a file, or of stdin for `-`. Throws a CommandError when it cannot be read or is longer than `maxBytes`. */
export async function readLimited(
  { stdin }: CliIo,
  source: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const name = source === '-' ? 'stdin' : source
  const chunks: Buffer[] = []
  let length = 0
  try {
    // a stream and not the file whole: a pipe has no size to ask for
    for await (const chunk of source === '-' ? stdin : createReadStream(source)) {
      const bytes = Buffer.from(chunk)
      length += bytes.length
      if (length > maxBytes) break
      chunks.push(bytes)
    }
  } catch (error) {
    throw new CommandError(`${name} cannot be read: ${describeFileError(error)}`, { cause: error })
  }
  if (length <= maxBytes) return Buffer.concat(chunks)
  throw new CommandError(`${name} is longer than ${Math.round(maxBytes / 1_000_000)} MB`)
}
