/**
 * How often properties are tried: as often as they ask for, always with the same random numbers, so that a test
 * that passed passes again. POLICYWATCH_FUZZ=100000 makes it that many, with new numbers each time; fast-check
 * prints the seed of what it finds.
 */
export function fuzzRuns(usual: number): { readonly numRuns: number; readonly seed?: number } {
  return campaign === undefined ? { numRuns: usual, seed: 7 } : { numRuns: campaign }
}

const asked = Number(process.env['POLICYWATCH_FUZZ'] ?? '')
const campaign = asked > 0 ? asked : undefined

/** For `vi.setConfig`: a busy machine may take minutes, and a campaign takes as long as it takes. */
export const FUZZ_TIMEOUT_MS = campaign === undefined ? 120_000 : 24 * 3_600_000
