/**
 * Single syllables that stand before a noun (탈원전) or behind it (원전용) and leave it what it is. Most are
 * Sino-Korean morphemes; nearly every syllable can be one somewhere, so only the productive ones are listed.
 */

const PREFIXES: ReadonlySet<string> = new Set(
  `신 구 공 사 세 농 모 대 중 고 저 초 총 탈 반 비 친 불 무 미 재 제 부 주 핵 급 과 역 타 양 다 피 전 현 본 당 각 매 범 준 유 생 막 밀 광 순 직 첫 새
  원 한 북 남 동 서 러 영 독 불 호 일`.split(/\s+/),
)

const SUFFIXES: ReadonlySet<string> = new Set(
  `가 간 감 값 강 객 거 건 격 경 계 고 곡 공 과 관 교 구 국 군 권 극 금 급 기 길 난 내 년 녀 능 님 단 담 당 대 댐 도 동 등
  란 량 력 령 록 론 료 류 률 율 리 림 만 말 망 면 명 모 문 물 미 민 반 발 방 벌 범 법 벽 별 병 복 본 부 분 불 비 사 산 살 상 색 생 서
  석 선 설 섬 성 세 소 속 손 송 수 술 시 식 신 실 심 아 안 암 애 액 약 양 어 업 역 열 염 외 용 원 월 위 율 음 읍 인 일 입 자 작 장 재 쟁
  적 전 절 점 정 제 조 족 종 좌 죄 주 죽 중 증 지 직 진 질 집 차 채 책 처 천 철 청 체 초 촉 촌 총 추 축 층 치 측 탄 탑 통 투 파 판 팀 편
  폐 포 폭 표 품 풍 학 함 항 해 핵 행 향 현 형 호 화 활 회 후 히`.split(/\s+/),
)

/** Particles behind which a solidly written text goes on: 미국의금리. */
const CONNECTORS: ReadonlySet<string> = new Set('은 는 이 을 를 의 에 와 과 및'.split(' '))

/** What is counted or dated directly behind a number: 2020년대선, 3차선거. */
const COUNTERS: ReadonlySet<string> = new Set(
  '년 월 일 시 분 초 개 차 위 명 건 호 회 대 만 억 조 천 백 배 급 기 세 강 국 곳 주 종 단 층 인 석 선 당'.split(
    ' ',
  ),
)

/** Whether the syllable may stand before a noun: 탈 in 탈원전. */
export function isPrefix(syllable: string): boolean {
  return PREFIXES.has(syllable)
}

/** Whether the syllable may stand behind a noun: 청 in 관세청. */
export function isSuffix(syllable: string): boolean {
  return SUFFIXES.has(syllable)
}

/** Whether the syllable may join two nouns. */
export function isConnector(syllable: string): boolean {
  return CONNECTORS.has(syllable)
}

/** Whether the syllable may stand behind a number and end its eojeol there. */
export function isCounter(syllable: string): boolean {
  return COUNTERS.has(syllable)
}
