/**
 * What may follow a Korean noun within its eojeol without changing the noun: particles, the copula and
 * the plural 들. Written down from the grammar; a chain of them (원전들에서만은) is recognised piece by piece.
 */

const PARTICLES: ReadonlySet<string> = new Set(
  `은 는 이 가 을 를 의 에 에서 에게 에게서 에는 에도 께 께서 한테 한테서 더러 로 으로 로서 으로서 로써 으로써 로부터 으로부터
  와 과 랑 이랑 하고 도 만 만큼 까지 부터 마저 조차 밖에 뿐 보다 처럼 같이 대로 마다 커녕 이나 나 이라도 라도 이나마 나마
  이라 라 이란 란 이라는 라는 이라고 라고 이라며 라며 이며 며 이고 고 이자 자 이든 든 이든지 든지 이야 야 이여 여
  이다 다 입니다 이었다 였다 이었던 였던 이던 던 이지만 지만 인 인데 인지 일 이면 면 이니 니 이므로 므로 이라서 라서 이어서 여서
  이냐 냐 이요 요 임 임을 임에도 임은 인가 일까 일지 이기 이기에 이기도 이라면 라면 이어야 여야 이었고 였고 이었으며 였으며
  이었습니다 였습니다 치고 들 씨 님 측 간 및 등`.split(/\s+/),
)

/** What no other particle follows, but for those in AFTER_LAST: 물가가 has one 가, and 가를 is none. */
const LAST_PARTICLES: ReadonlySet<string> = new Set(
  '은 는 이 가 을 를 의 도 이란 란 인 일 던 자 이자 고 이고 며 이며 라 이라 다 이다 니 이니 면 이면 요 이요 지만 이지만'.split(
    ' ',
  ),
)
/** Behind a direction no subject or object follows: 로는 and 로의, not 로를. */
const DIRECTIONS: ReadonlySet<string> = new Set(['로', '으로'])
const NOT_AFTER_DIRECTION = /^[이가을를와과]/
/** But these two do: 원전은커녕, 원전도요. */
const AFTER_LAST: ReadonlySet<string> = new Set(['커녕', '요'])

const LONGEST_PARTICLE = 5
/** 원전들에서까지만은: more than this many syllables behind a noun are another word. */
export const LONGEST_CHAIN = 9

/** Most of what follows a noun begins with none of these, and is told apart without a look at all of it. */
const FIRST_SYLLABLES: ReadonlySet<number> = new Set(
  [...PARTICLES].map((particle) => particle.charCodeAt(0)),
)

/** Answers, because what follows nouns is nearly always the same. */
const known = new Map<string, boolean>()
const MAX_KNOWN = 20_000

/** Whether the syllables are nothing, or particles from the first to the last. */
export function isParticleChain(syllables: string): boolean {
  if (syllables === '') return true
  if (syllables.length > LONGEST_CHAIN || !FIRST_SYLLABLES.has(syllables.charCodeAt(0)))
    return false
  const answer = known.get(syllables)
  if (answer !== undefined) return answer
  if (known.size >= MAX_KNOWN) known.clear()
  const fresh = isDividedIntoParticles(syllables)
  known.set(syllables, fresh)
  return fresh
}

function isDividedIntoParticles(syllables: string): boolean {
  const length = syllables.length
  const reached = new Set([0])
  for (let from = 0; from < length; from += 1) {
    if (!reached.has(from)) continue
    for (let size = 1; size <= LONGEST_PARTICLE && from + size <= length; size += 1) {
      const particle = syllables.slice(from, from + size)
      if (!PARTICLES.has(particle)) continue
      const rest = syllables.slice(from + size)
      if (mayGoOn(particle, rest)) reached.add(from + size)
    }
  }
  return reached.has(length)
}

function mayGoOn(particle: string, rest: string): boolean {
  if (rest === '' || AFTER_LAST.has(rest)) return true
  if (DIRECTIONS.has(particle) && NOT_AFTER_DIRECTION.test(rest)) return false
  return !LAST_PARTICLES.has(particle)
}

/** Forms of particles behind a syllable with a final consonant, and behind one without; 로 follows ㄹ as well. */
const BEHIND_CONSONANT = /^(?:[은을과]|으로|이$)/
const BEHIND_VOWEL = /^(?:[는를와]|가$|로|랑|여[서도야]?$|였)/
const FINAL_L = 8

/** Whether a chain of particles has the form that it takes behind a syllable: 환경으로, not 환경로. */
export function agrees(syllable: string, particles: string): boolean {
  const final = (syllable.charCodeAt(0) - FIRST_SYLLABLE) % FINALS
  if (Number.isNaN(final)) return true
  if (final === 0) return !BEHIND_CONSONANT.test(particles)
  if (final === FINAL_L && particles.startsWith('로')) return true
  return !BEHIND_VOWEL.test(particles)
}

const FIRST_SYLLABLE = 0xac00
const FINALS = 28

/** These are as likely nouns or their ends, 기간을, 대출이자 and 대이란, as particles. */
const UNSURE = /^(?:간|이?자$|이란$)/

/** Whether a chain of particles is as likely the end of another noun. */
export function isUnsureParticle(particles: string): boolean {
  return UNSURE.test(particles)
}
