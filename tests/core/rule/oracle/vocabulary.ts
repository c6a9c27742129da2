/** What random texts and rules are made of: few words, so that they meet, and those that have tricked a matcher before. */
export const ATOMS: readonly string[] = `
trade free treaty treaties steel tariff tariffs tax taxes country countries embargoes customs custom news arms
memoranda memorandum spokesmen spokesman movie bus case cases done
semiconductor semiconductors denuclearise nuclear organisation organization organisations
co-operation cooperation e-mail email free-trade state-of-the-art O'Brien O’Brien
énergie energies café Verträge Vertrag Reaktoren Reaktor réseaux réseau nationaux acuerdos naciones nación luces luz
Straße Strasse København ﬁnance maïs mais
Korea KOREA korea l’accord
SMR SMRs smr S.M.R. SMRT i-SMR AI ai Ai AIs US us U.S. u.s. U.S WHO who UNESCO Unesco ASEAN
R&D AT&T COVID-19 Covid19 G20 F-35 F-35s T-50s T50 35 1,000 000 3.5 737s 737 1990s 1990 60s EEUU EE.UU. Dr. Dr Feb.
мой мои елка ёлка οδός ΟΔΟΣ
반도체 자유무역협정 소형모듈원자로 양해각서 공동성명 원자로 한국 원전 정부 회담 수출 체결 한미일 북 조류인플루엔자
은 는 이 가 을 를 의 와 에서 으로 들 했다 하는 형 용
自由貿易協定 自由 貿易 協定 日本 国会 京都 東京都 全国会議 中 美
エネルギー クリーン パン ジャパン ｴﾈﾙｷﾞｰ ガス の を
desk@korea.kr https://www.korea.kr/press www.korea.kr korea.kr Booking.com booking.com
`
  .trim()
  .split(/\s+/)

/** Phrases whose signs matter; they are put in quotes. */
export const PHRASES: readonly string[] = [
  'free trade',
  'free trade agreement',
  'memorandum of understanding',
  'FREE TRADE',
  'US tariffs',
  'AI 반도체',
  '한국 SMR',
  '생성형 AI',
  '소형 모듈 원자로',
  '자유 무역협정',
  '양해각서 체결',
  '원전 수출',
  '美 정부',
  '自由 貿易協定',
  'Yahoo! Japan',
  'Dr. Kim',
  'R & D',
  'EE. UU.',
]

/** Terms that are written with = before them. */
export const EXACT: readonly string[] = [
  'Korea',
  'treaty',
  'SMR',
  'Yahoo!',
  '.NET',
  '3.5%',
  'C++',
  'free-trade',
  'maïs',
  '원전',
  '자유무역협정',
  'semicon*',
  'organi?ation',
  'free trade',
  'AI 반도체',
]

/** What stands between two words of a text; those that come often stand there often. */
export const SEPARATORS: readonly string[] = [
  ...Array<string>(14).fill(' '),
  ...Array<string>(6).fill(''),
  ...['-', '-', '‑', '–', ' - ', ' – ', '—', ' — ', '- ', ' -', '-\n', '-\r\n  '],
  ...[', ', ',', '; ', ': ', '. ', '. ', '.', '! ', '? ', '。', '… ', '.” ', '.) ', '.¹ '],
  ...['\n', '\r\n', '\n\n', '\r\n \r\n', '\n \n', '\u2029', '\t', '\u00a0', '  ', '\u2028'],
  ...['·', ' · ', 'ㆍ', '・', '/', '_', '(', ') ', ' (', ')', '[1] ', '¹ ', '①', '™ ', ' & ', '&'],
  ...[
    "'s ",
    '’s ',
    "' ",
    '’',
    '‘',
    ' “',
    '” ',
    '「',
    '」',
    '\u200b',
    '\u00ad',
    '\u00ad\n',
    '\u200d',
  ],
]
