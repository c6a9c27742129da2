import type { CatalogueFeed } from './feed-catalogue.ts'

/**
 * Words for countries and topics that people type and that stand nowhere in the catalogue: whoever looks for feeds of
 * Korea may write 대한민국, 한국 or 韓国.
 *
 * Names of countries are those of Intl, long and short, in the languages that our concepts are written in and in those of
 * the countries. The table below has what Intl lacks. Topics have a table of their own, in Korean and Japanese.
 */

/** In these, whatever the country; English names the country where the catalogue is silent. */
const COMMON_LANGUAGES = ['en', 'ko', 'ja', 'zh', 'zh-Hant', 'fr', 'de', 'es']

/** The languages of a country where its feeds alone do not tell. */
const LOCAL_LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  CH: ['it', 'rm'],
  IN: ['hi'],
  NZ: ['mi'],
  RO: ['ro'],
  SG: ['ms', 'ta'],
}

/** Usual names and short forms that Intl lacks; organisations have no region there at all. */
const MORE_NAMES: Readonly<Record<string, readonly string[]>> = {
  AU: ['호주', '豪州'],
  DE: ['Bundesrepublik'],
  EU: ['유럽', '유럽연합', '欧州', 'EU', 'Europe'],
  GB: ['U.K.', 'England', 'Scotland', 'Wales', '英国'],
  IN: ['Bharat', '印度'],
  INT: ['국제기구', '国際機関', '国际组织', '國際組織', 'international organizations'],
  JP: ['Nippon', '日本国'],
  KR: ['ROK', 'Hanguk', '남한', '大韓民国'],
  US: ['U.S.A.', 'America', '米国', 'アメリカ'],
}

/** By topic of the catalogue, beside its English name. */
const TOPIC_WORDS: Readonly<Record<string, readonly string[]>> = {
  agriculture: ['농업', '농식품', '農業'],
  'central-bank': ['중앙은행', '통화정책', '中央銀行', '金融政策'],
  climate: ['기후', '탄소중립', '気候', '脱炭素'],
  culture: ['문화', '文化'],
  cybersecurity: ['사이버', '정보보호', 'サイバー'],
  defence: ['국방', '방위', '防衛', '国防', 'defense'],
  digital: ['디지털', 'デジタル'],
  economy: ['경제', '経済'],
  energy: ['에너지', '전력', 'エネルギー', '電力'],
  environment: ['환경', '環境'],
  equality: ['평등', '男女共同参画'],
  'export-controls': ['수출통제', '수출관리', '輸出管理', '輸出規制'],
  family: ['가족', '家族'],
  finance: ['금융', '재정', '金融', '財政'],
  fisheries: ['수산', '어업', '水産', '漁業'],
  food: ['식품', '식량', '食品', '食料'],
  'foreign-affairs': ['외교', '外交', 'diplomacy'],
  government: ['정부', '총리', '政府', '首相'],
  health: ['보건', '의료', '건강', '保健', '医療', '健康'],
  housing: ['주택', '住宅'],
  industry: ['산업', '産業'],
  infrastructure: ['인프라', 'インフラ'],
  interior: ['내무', '행정', '内務', '総務'],
  labour: ['노동', '고용', '労働', '雇用', 'labor'],
  law: ['법률', '법령', '法律', '法令'],
  minerals: ['광물', '鉱物'],
  nuclear: ['원자력', '원전', '핵에너지', '原子力', '原発'],
  oceans: ['해양', '海洋'],
  parliament: ['의회', '국회', '議会', '国会'],
  safety: ['안전', '安全'],
  sanctions: ['제재', '制裁'],
  science: ['과학', '科学'],
  security: ['안보', '보안', '安全保障'],
  shipping: ['해운', '海運'],
  startups: ['스타트업', '창업', '벤처', 'スタートアップ'],
  statistics: ['통계', '統計'],
  tariffs: ['관세', '関税'],
  technology: ['기술', '技術'],
  telecommunications: ['통신', '정보통신', '通信'],
  trade: ['무역', '통상', '貿易', '通商'],
  transport: ['교통', '交通'],
  unification: ['통일', '統一'],
  welfare: ['복지', '福祉'],
}

/** What people call the country of a feed, beside what the catalogue calls it. */
export function listCountryWords({ country, language }: CatalogueFeed): readonly string[] {
  const { code } = country
  const languages = [...COMMON_LANGUAGES, language, ...(LOCAL_LANGUAGES[code] ?? [])]
  const names = [...new Set(languages)].flatMap((each) => namesOfRegion(code, each))
  return [...names, ...(MORE_NAMES[code] ?? [])]
}

/** What people call the topics of a feed, beside what the catalogue calls them. */
export function listTopicWords({ topics }: CatalogueFeed): readonly string[] {
  return topics.flatMap((topic) => TOPIC_WORDS[topic] ?? [])
}

/** By language and region: hundreds of feeds share a few dozen, and Intl takes milliseconds for each. */
const regionNames = new Map<string, readonly string[]>()

/** The long and the short name; none for INT, which is no region. */
function namesOfRegion(code: string, language: string): readonly string[] {
  if (code === 'INT') return []
  const key = `${language} ${code}`
  const known = regionNames.get(key)
  if (known !== undefined) return known
  const names = (['long', 'short'] as const).flatMap((style) => {
    const display = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })
    return display.of(code) ?? []
  })
  regionNames.set(key, names)
  return names
}
