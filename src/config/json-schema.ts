import { z } from 'zod'
import { configSchema } from './config-schema.ts'

/**
 * The JSON Schema of config.yaml for completion and help in editors. Draft 7 is the one that the YAML language server
 * knows in full.
 */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' })
}
