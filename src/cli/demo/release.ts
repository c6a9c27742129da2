/** The sample ministries. All of them, and all they publish, are made up. */
export type MinistryId = 'trade' | 'energy' | 'foreign' | 'transport' | 'korea'

export type Ministry = {
  readonly id: MinistryId
  readonly title: string
  readonly motto: string
  readonly language: 'en' | 'ko'
  readonly format: 'rss' | 'atom'
}

/** A press release: its feed shows title and teaser, the page behind the link shows the paragraphs. */
export type Release = {
  readonly ministry: MinistryId
  /** Last part of the page's address, unique. */
  readonly slug: string
  readonly title: string
  readonly teaser: string
  readonly author: string
  readonly paragraphs: readonly string[]
}

export const MINISTRIES: readonly Ministry[] = [
  {
    id: 'trade',
    title: 'Ministry of Trade (sample)',
    motto: 'Open markets, fair rules',
    language: 'en',
    format: 'rss',
  },
  {
    id: 'energy',
    title: 'Ministry of Energy (sample)',
    motto: 'Safe, clean and affordable',
    language: 'en',
    format: 'atom',
  },
  {
    id: 'foreign',
    title: 'Ministry of Foreign Affairs (sample)',
    motto: 'At home in the world',
    language: 'en',
    format: 'rss',
  },
  {
    id: 'transport',
    title: 'Land Transport Agency (sample)',
    motto: 'Getting everyone there',
    language: 'en',
    format: 'atom',
  },
  {
    id: 'korea',
    title: '산업통상부 보도자료 (견본)',
    motto: '국민과 함께하는 산업통상',
    language: 'ko',
    format: 'rss',
  },
]
