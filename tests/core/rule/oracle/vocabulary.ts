/**
 * What random texts and rules are made of: families of words that are one word, or nearly. A case takes a few
 * families, so that its rules and texts meet, and meet what is not quite the same.
 */
export const FAMILIES: readonly (readonly string[])[] = `
trade | free | free trade | free-trade | trades | FREE TRADE | FREE TRADE DEAL | free trade deal | deal
treaty | treaties | treaty's | entreaty | Treaty
tax | taxes | tariff | tariffs | US tariffs | US | us | U.S. | u.s. | U.S
country | countries | customs | custom | news | arms | bus | done | case | cases
memorandum | memoranda | memorandum of understanding | of | understanding | spokesman | spokesmen
semiconductor | semiconductors | semi | denuclearise | nuclear | conductor
organisation | organization | organ | organisations | movie | movies
co-operation | cooperation | operation | e-mail | email | mail
state-of-the-art | stateof-the-art | stateoftheart | state | the art | of-the
O'Brien | O’Brien | Brien | Korea | KOREA | korea | Korea's | l’accord | accord
énergie | energie | energies | café | cafe | maïs | mais
Verträge | Vertrag | Reaktoren | Reaktor | Straße | Strasse
luz | luces | lucerna | man | men | manager | mancomunidad
réseaux | réseau | nationaux | national | acuerdos | acuerdo | naciones | nación | raíces | raíz
København | ﬁnance | finance | Σ | ΟΔΟΣ | οδός | мой | мои | елка | ёлка
SMR | SMRs | S.M.R. | SMRT | i-SMR | smr | 한국 SMR | 한국 | 한국의 | SMR™
AI | ai | Ai | AIs | AIS | 생성형AI | 생성형 AI | AI 반도체 | AI를 | AI와 | 반도체
WHO | who | UNESCO | Unesco | ASEAN | R&D | R & D | R | D | AT&T
COVID-19 | Covid19 | Covid | 19 | G20 | g20 | F-35 | F-35s | T-50s | T50 | T50s | T-50
35 | 1,000 | 000 | 3.5 | 3.5% | 737s | 737 | 1990s | 1990 | 60s | 60
EEUU | EE.UU. | EE. UU. | UU | Dr. | Dr | Dr. Kim | Kim | Feb. | Feb
Yahoo! | Yahoo! Japan | Yahoo | Japan | .NET | NET | C++ | C
인도 | 인도네시아 | 도네시아 | 인도는 | 네시아 | 북 | 북한 | 북은
반도체 | 차세대반도체 | 반 도체 | 반도체산업 | 반도체를 | 도체
자유무역협정 | 자유 무역 협정 | 자유무역 | 협정 | 무역 | 자유 무역협정 | 자유무역협정을
소형모듈원자로 | 소형 모듈 원자로 | 소형모듈 | 원자로 | 원자로를 | 소형
양해각서 | 양해 각서 | 양해각서 체결 | 양해각서를 체결 | 체결 | 양해각서를 | 체결했다 | 의
원전 | 신규원전 | 원전수출 | 회원전용 | 원전을 | 수출 | 원전 수출 | 원전에서 | 역수출했다
이란 | 대이란 | 정책이란 | SMR이란 | café이란 | (정책)이란 | '이란' | 35이란 | ①이란 | 정책 | %
한미일 | 한·미·일 | 한 · 미 · 일 | 한.미.일 | 한 미 일 | 한국 | 한 국 | 한-미
은 | 는 | 이 | 가 | 을 | 의 | 와 | 에서 | 으로 | 들 | 했다 | 하는 | 형 | 용
조류인플루엔자 | 조류 인플루엔자 | 조류인플루엔자(AI) | AI | 정부 | 美 정부 | 美정부 | 美
自由貿易協定 | 自由 貿易協定 | 自由・貿易協定 | 自由 | 貿易 | 協定 | 自由貿易
京都 | 東京都 | 国会 | 全国会議 | 日本 | 日本の | 東京 | の
エネルギー | クリーンエネルギー | ｴﾈﾙｷﾞｰ | パン | ジャパン | クリーン | ガス | カス | を
desk@korea.kr | https://www.korea.kr/press | www.korea.kr | korea.kr | korea | press
5GW | 5 GW | 1.4GW | 1.4 GW | GW | 5 | 3M | M | 10m | 1,000㎿ | 1,000 MW | 1000MW | MW | Su-27M | 2,026 | 2026
100만 | 100만명 | 100 만명을 | 3500억달러 | 3500억 달러 | 달러 | 2차 | 제2차 | 2차 전지 | 2차전지 | 회의 | 2차관
U. S. | US | J. D. | J.D. | D. | S | E.V.s | EV | F-35As | F-35A | KF-21's | KF21 | d'IA | IA
15% | 15%의 | 의 | 업무협약(MOU) | ‘업무협약’을 | 업무협약 체결 | SMR™는 | SMR 체결 | 체결 | MOU
10 000 | 10,000 | 10000 | 10.000 | 10'000 | 1 500 000 | 500 000 | 000 | 500 | 2 026 | 2'026 | 5 | 10 000,5 | 2026 | 1,500,000
2025APEC | APEC | 2025 | EU27 | EU | 27 | EU-27 | 2035NDCs | NDC | CO2 | CO | G20 | 1234ABCD | 2025Apec | EU2
@korea_official | korea | official | #korea | @korea | @korea.net | @a@korea.kr | korea_official
2030年 | 2030年度 | 2030年代 | 2030年末 | ２０３０年 | 年度 | 年 | 3月末 | 3月 | 3日 | 日本 | 2030
수도 | 할 | 될 수도 있다 | 서울 수도 | 수도권 | 있다 | 수도있다 | 수도를 | 모른다 | 지도 | 할지도
1日本 | 2月1日本市 | 日本 | 日 | 2025日本 | G7日本 | 年金 | 2026年金融 | 年度 | 月球 | 3月球 | 1日
산업부 | 산업부문 | 산업부장관 | 부문 | 제5조 | 제5조제2항 | 제2항 | 조제 | 10대만 | 대만 | 10 | 제
Booking.com | booking.com | booking | com | Booking
`
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((word) => word.trim()))

/** What stands between two words of a text; those that come often stand there often. */
export const SEPARATORS: readonly string[] = [
  ...Array<string>(16).fill(' '),
  ...Array<string>(6).fill(''),
  ...['-', '-', '‑', '–', ' - ', ' – ', '—', ' — ', '- ', ' -', '-\n', '-\r\n  '],
  ...[', ', ',', '; ', ': ', '. ', '. ', '.', '.', '! ', '? ', '。', '… ', '.” ', '.) ', '.¹ '],
  ...['\n', '\r\n', '\n\n', '\r\n \r\n', '\n \n', '\u2029', '\t', '\u00a0', '  ', '\u2028'],
  ...[
    '·',
    ' · ',
    'ㆍ',
    '・',
    '/',
    '_',
    '(',
    ') ',
    ' (',
    ')',
    '[1] ',
    '[a]',
    '.[1] ',
    '¹ ',
    '①',
    '|',
    ' | ',
    '--',
    '\n• ',
    '\n* ',
    '\n· ',
    '\n□',
    '™ ',
    ' & ',
    '&',
  ],
  ...["'s ", '’s ', "'s-", "' ", '’', '‘', ' “', '” ', '「', '」'],
  ...['\u200b', '\u00ad', '\u00ad\n', '\u200d'],
]
