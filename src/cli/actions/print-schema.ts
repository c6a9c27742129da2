import { configJsonSchema } from '../../config/json-schema.ts'
import type { CommandCall } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { writeLine } from '../output/write.ts'

/** Prints the JSON Schema of config.yaml, formatted as the file in the repository is. */
export async function printSchema({ io }: CommandCall): Promise<ExitCode> {
  writeLine(io, JSON.stringify(configJsonSchema(), null, 2))
  return EXIT.done
}
