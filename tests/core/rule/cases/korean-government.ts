import type { MatchingCase } from './matching-case.ts'

/**
 * Korean releases: ministries by their short names, Chinese characters for countries, compounds written solid, and
 * spaces that every author puts elsewhere.
 */
export const KOREAN_MINISTRIES: readonly MatchingCase[] = [
  ['a short name', '산업부', '산업부는 3일 밝혔다', true],
  ['a short name before an office', '산업부', '산업부장관이 참석했다', true],
  ['a short name behind a middle dot', '과기정통부', '산업부·과기정통부 공동', true],
  ['a short name before a particle of several syllables', '기재부', '기재부에서는', true],
  ['a full name with its office', '산업통상부', '김 산업통상부장관은', true],
  ['a full name in other spacing', '과학기술정보통신부', '과학기술 정보통신부는', true],
  ['a short name for another ministry', '산업부', '산업통상부는', false],
  ['a deputy of a number', '차관', '제2차관은', true],
  ['a deputy of a number in the rule', '2차관', '제2차관은', true],
  ['a bank at the end of a name', '은행', '수출입은행이 지원', true],
  ['a middle of the name of a bank', '출입', '수출입은행이 지원', false],
  ['imports in exports and imports', '수입', '수출입 동향', false],
  ['exports in exports and imports', '수출', '수출입 동향', true],
  ['a direction in the name of a committee', '방위', '지방위원회 개최', false],
  ['a loan over the border of two words', '대출', '확대출범 계획', false],
  ['a treaty of two over the border of two words', '한일', '통한일자리 창출', false],
  ['a people that holds no country', '한국', '대한국민의', false],
  ['companies of a size', '기업', '중소기업을 지원', true],
  ['gas at the end of a compound', '가스', '온실가스 감축', true],
  ['carbon behind a prefix', '탄소', '저탄소·친환경 산업', true],
  ['duties behind a prefix', '반덤핑', '반덤핑관세를 부과', true],
  ['a member of a list in brackets', '소부장', '소재·부품·장비(소부장) 산업', true],
  ['a prefix with its character in brackets', '원전', '탈(脫)원전 정책', true],
  ['a country behind such a prefix', '중국', '대(對)중국 수출', true],
]

export const KOREAN_CHARACTERS: readonly MatchingCase[] = [
  ['two countries with a dot', '韓美', '韓·美 정상회담', true],
  ['a dot in the rule alone', '韓·美', '韓美 정상회담', true],
  ['three countries with dots', '韓美日', '韓·美·日 외교장관', true],
  ['countries in another order', '韓日中', '韓·中·日 정상회의', false],
  ['Hangul for Chinese characters', '한미', '韓美 정상회담', false],
  ['against Japan', '"對日 무역적자"', '對日 무역적자가 늘었다', true],
  ['against Japan, written solid', '"對日 수출"', '對日수출이 늘었다', true],
  ['Hangul behind a country', '상무부', '美상무부는', true],
  ['a country before Hangul', '"美 상무부"', '美상무부는', true],
  ['a country of one character', '美', '美, 관세 부과', true],
  ['a country of one character within a name', '中', '中國 정부', false],
  ['a compatibility character', '金', '\uf90a 총리', true],
]

export const KOREAN_SPACING: readonly MatchingCase[] = [
  ['two nouns written solid', '"장관 회담"', '장관회담을 열었다', true],
  ['two nouns written apart', '정상회담', '정상 회담을 열었다', true],
  ['two nouns and two countries', '한미정상회담', '한·미 정상 회담에서', true],
  ['a plant written apart', '원자력발전소', '원자력 발전소 3기', true],
  ['a word before a long compound', '자유무역', '한중자유무역협정을', true],
  ['a term broken by the end of a line', '자유무역협정', '자유무역협\n정을 체결', true],
  ['a term broken by the end of a paragraph', '자유무역협정', '자유무역협\n\n정을 체결', false],
  ['another word of the same beginning', '탄소국경조정제도', '탄소국경조정장치', false],
  ['an acronym behind it', 'CBAM', '탄소국경조정제도(CBAM)를', true],
  ['a phrase over a verb in another form', '"정상회담 개최"', '정상회담을 개최하였다', true],
  ['a phrase over a particle of two syllables', '"정상회담 개최"', '정상회담에서 개최지를', true],
  ['a phrase over an acronym in brackets', '"업무협약 체결"', '업무협약(MOU) 체결', false],
  ['a date with a space', '"3월 2일"', '오는 3월 2일 열린다', true],
  ['a date without a space', '"3월 2일"', '오는 3월2일 열린다', true],
  ['a year before a particle', '2030년', '2030년까지는', true],
  ['the end of a year', '30년', '2030년까지는', false],
  ['a hyphen between countries', '"한-EU FTA"', '한-EU FTA 개선', true],
  ['a middle dot for that hyphen', '"한-EU FTA"', '한·EU FTA 개선', true],
  ['a summit written solid', '"G7 정상회의"', 'G7정상회의에서', true],
  ['a summit written apart', '"G7 정상회의"', 'G7 정상회의에서', true],
  ['an adverb that follows an acronym', 'EU', 'EU측은', true],
  ['NOT of a compound', '원전 NOT 탈원전', '탈원전 정책을 폐기', false],
  ['an exception that is absent', '원전 NOT 탈원전', '원전 수출 정책', true],
]
