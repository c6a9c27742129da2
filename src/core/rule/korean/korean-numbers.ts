import { isCounter } from './korean-affixes.ts'
import { agrees, isParticleChain, isUnsureParticle } from './korean-particles.ts'

/** What stands behind numbers, and what a term has by chance of it. */

/** What laws are divided into. Their numbers are written in one: 제10조제1항제3호. */
const PARTS_OF_LAW = '조항호목'
const ORDINAL = '제'

/** Whether `rest`, which stands behind a part of a law, is nothing but the beginning of another: 제2항 behind 제5조, with 및 between or not. */
export function isBeforePartOfLaw(part: string, rest: string): boolean {
  if (!PARTS_OF_LAW.includes(part) || !rest.endsWith(ORDINAL)) return false
  return isParticleChain(rest.slice(0, -ORDINAL.length))
}

/** Whether a stretch behind a number is the end of a part of a law, and what joins it to the next: 조 or 조와. */
export function endsPartOfLaw(stretch: string): boolean {
  return PARTS_OF_LAW.includes(stretch.charAt(0)) && isParticleChain(stretch.slice(1))
}

/** Whether a stretch behind a number is what it counts by and particles: 10|대|만 has nothing to do with Taiwan. */
export function isCounterAndParticle(stretch: string): boolean {
  const counter = stretch.charAt(0)
  const particles = stretch.slice(1)
  if (particles === '' || !isCounter(counter) || isUnsureParticle(particles)) return false
  return isParticleChain(particles) && agrees(counter, particles)
}
