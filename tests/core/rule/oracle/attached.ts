import { isParticleChain } from '../../../../src/core/rule/korean/korean-particles.ts'
import type { Section } from './section.ts'
import { Gap, isBehindCloser } from './separator-gap.ts'
import { eojeolAt } from './slot.ts'

/** Whether the eojeol at a slot is particles that hang on a word, a bracket, a quote or a sign: SMR은, (MOU)은, 15%은. */
export function isAttached({ read, slots }: Section, at: number): boolean {
  const slot = slots[at]
  if (at === 0 || slot?.kind !== 'syllable' || slot.gap === Gap.stop) return false
  if (slots[at - 1]?.run === slot.run) return false
  const hangs = slot.gap === Gap.none || isBehindCloser(read, slot.from)
  return hangs && isParticleChain(eojeolAt(slots, at))
}
