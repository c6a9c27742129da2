import type { Release } from '../release.ts'

/**
 * One piece of news from three ministries: each puts its own headline and teaser before the joint statement. Neither
 * headline nor teaser says "SMR" or "free trade agreement"; only the article does.
 */
const STATEMENT: readonly string[] = [
  'Korea and Singapore will open talks on improving their free trade agreement, which has been in force for two decades, and will work together on nuclear power and artificial intelligence (AI). The President of the Republic of Korea and the Prime Minister of Singapore made this known after their meeting in Singapore on 2 March 2026.',
  'In a joint declaration the two governments instruct their trade ministers to hold a first round before the summer. The present treaty was written when goods filled containers and hardly anyone sold software across a border; the new chapters are to cover digital services, supply chains and the recognition of professional qualifications.',
  'Five memorandums of understanding (MOUs) were signed on the same day. They deal with AI, digital government, public safety, intellectual property and small modular reactors (SMRs).',
  'Under the memorandum on SMRs both sides will look together for ways of financing such reactors, compare how they are licensed, and train engineers and inspectors in joint courses. Singapore has not decided to build a nuclear power station; it wants to be able to judge the technology when it does decide.',
  'The leaders spoke for two hours, half an hour longer than planned. They also discussed shipping through the Red Sea, energy supply in the region and exchanges between universities, for which sixty scholarships will be offered from next year.',
  'Trade between the two countries reached a record last year. Semiconductors, refined oil and machinery made up more than half of it.',
  'Associations and companies can send in their wishes for the talks until the end of April. The text of the declaration is kept at the libraries of the three ministries.',
]

export const summitByTrade: Release = {
  ministry: 'trade',
  slug: 'state-visit-singapore',
  title: 'Korea and Singapore set the course for the next twenty years',
  teaser:
    'A joint declaration was adopted and five documents were signed during the state visit on 2 March.',
  author: 'Joint press release',
  paragraphs: STATEMENT,
}

export const summitByEnergy: Release = {
  ministry: 'energy',
  slug: 'singapore-cooperation',
  title: 'Energy is part of the new partnership with Singapore',
  teaser:
    'The Minister of Energy was present when the documents were signed in Singapore on 2 March.',
  author: 'Joint press release',
  paragraphs: STATEMENT,
}

export const summitByForeign: Release = {
  ministry: 'foreign',
  slug: 'outcome-of-the-state-visit-to-singapore',
  title: 'Outcome of the state visit to Singapore',
  teaser: 'The two leaders met for two hours and agreed on closer cooperation in many fields.',
  author: 'Joint press release',
  paragraphs: STATEMENT,
}
