/**
 * Words that would be divided wrongly, with their true borders: those that hold another word by chance (수소 in
 * 수소문, 인도 in 인도네시아), and those in which a prefix and a suffix are both thinkable (재정비 is 재|정비).
 * A term counts in such a word only if it begins and ends at its borders.
 */

const DIVIDED: readonly string[] = [
  // hold a shorter word by chance, or in another sense
  `미사일 미사여구 수소문 인도네시아 인도차이나 인도양 인도적 인도주의 반도체 지방산 조약돌 연금술 호주머니 소비에트 부산물
  부산히 부산스레 관세음 관세음보살 전력질주 전력투구 이란성 일란성 가스펠 개발새발 마도로스 돈가스 무기질 무기수
  북한강 북한강|변`,
  // divide behind a prefix, though another word and a suffix are thinkable
  `대|선배 대|만족 대|학살 대|학자 대|기업 대|기록 대|기관 대|북한 공|기업 소|기업 사|기업 중|기업 모|기업 물|기업 재|정리
  재|정립 재|정비 유|가족 무|기력 무|기명 무|기한 무|기록 비|자금 비|자발 이|민족 고|용량 고|유가 저|유가 신|기술 원|자재
  한|반도 낙|농업 수|자원 재|선정 피|부양|자`,
  // divide before a suffix, though a prefix and another word are thinkable
  `무인|도 소비|자 제조|사 피의|자 지원|자 후원|자 구원|자 출원|자 응원|전 발전|기 충전|기 분무|기 무전|기 당위|성 할인|권 우물|가 의연|금 강의|료
  전기|차 전기|차량 현대|차 기아|차 현대|기아|차 동물|류 총선|거 현물|가 위성|류 수출|입 반대|만 부양|자 유전|자 유전|자원 전세|금 전환|율 구조|선`,
  // are missing from lexica, or have parts that are
  `산단 리스크 국유|림 중소|기업 은행|잎 은행|나무 남우|주연 공항|공사 기|자재 교통|편의 부|지사 도|지사 신|정부 남|북|한 미결제|약정 테러|리즘 당|위원회 입|법|안 금융|위|원회
  선관|위|원회 한|중 한|일 한|미 한|러 한|중|일 한|미|일 미|중 미|일 북|미 중|러
  스마트 드론 부문 지청 전|월세 현대|전자 준비|행사`,
].flatMap((list) => list.split(/\s+/))

const WORDS: ReadonlyMap<string, ReadonlySet<number>> = new Map(
  DIVIDED.map((divided) => [divided.replaceAll('|', ''), bordersOf(divided)]),
)

/** Saves the look at all syllables of other words. */
const FIRST_SYLLABLES: ReadonlySet<number> = new Set(
  [...WORDS.keys()].map((word) => word.charCodeAt(0)),
)

export const LONGEST_KNOWN_WORD = [...WORDS.keys()].reduce(
  (most, { length }) => Math.max(most, length),
  0,
)

/** Words that a lexicon may have and nobody writes, but that divide what is written daily: 박|대통령 is no 박대|통령. */
const RARE: ReadonlySet<string> = new Set(['통령'])

/** Whether a lexicon is not to be believed that this is a word. */
export function isRareWord(word: string): boolean {
  return RARE.has(word)
}

/** The borders within a known word, its ends among them; null for any other word. */
export function findBordersOfWord(word: string): ReadonlySet<number> | null {
  return FIRST_SYLLABLES.has(word.charCodeAt(0)) ? (WORDS.get(word) ?? null) : null
}

function bordersOf(divided: string): ReadonlySet<number> {
  const borders = new Set([0])
  let at = 0
  for (const part of divided.split('|')) {
    at += part.length
    borders.add(at)
  }
  return borders
}
