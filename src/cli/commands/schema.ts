import type { Command } from '../command.ts'

export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of config.yaml',
  details: ['For completion and help in editors: the first line of config.yaml may name the file.'],
  positionals: [],
  options: [],
  examples: [
    { line: 'policywatch schema > config.schema.json', does: 'write it beside the configuration' },
  ],
  seeAlso: ['check', 'completion'],
  run: async (call) => {
    const { printSchema } = await import('../actions/print-schema.ts')
    return printSchema(call)
  },
}
