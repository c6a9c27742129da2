import type { Release } from './release.ts'
import { carbonPanel, electricityPlan, licensingGuide, stormRepairs } from './releases/energy.ts'
import { consularHours, museumLoan, safetyNetwork } from './releases/foreign.ts'
import { reactorParts, singaporeTalks, springSafety } from './releases/korea.ts'
import { summitByEnergy, summitByForeign, summitByTrade } from './releases/summit.ts'
import { exporterGuide, januaryExports, portAgreement, servicesRound } from './releases/trade.ts'
import { busLanes, electricBuses, nightTrains } from './releases/transport.ts'

/** What stands in the feeds before the daemon first looks at them. */
export const ALREADY_PUBLISHED: readonly Release[] = [
  licensingGuide,
  electricityPlan,
  januaryExports,
  consularHours,
  busLanes,
  springSafety,
]

export type Step = {
  readonly release: Release
  /** 0: together with the step before. */
  readonly waitMs: number
  /** What a viewer may look for. */
  readonly note: string
}

/** What is published while the show runs, in order, each after its wait. */
export const PROGRAMME: readonly Step[] = [
  {
    release: summitByTrade,
    waitMs: 4_000,
    note: '"SMR" and "free trade agreement" stand only in the article behind the link',
  },
  {
    release: summitByForeign,
    waitMs: 0,
    note: 'the same statement at the same time: one e-mail that says "also published by"',
  },
  { release: summitByEnergy, waitMs: 8_000, note: 'the same story: no second e-mail' },
  { release: nightTrains, waitMs: 9_000, note: 'SMRT is a train operator: no e-mail' },
  { release: singaporeTalks, waitMs: 9_000, note: 'Korean words of the same concepts' },
  {
    release: portAgreement,
    waitMs: 9_000,
    note: 'an agreement, and nothing about trade: no e-mail',
  },
  { release: carbonPanel, waitMs: 9_000, note: 'a carbon tax, this time in the article itself' },
  {
    release: electricBuses,
    waitMs: 9_000,
    note: '"carbon tax" stands only beside the article, under "Most read": no e-mail',
  },
  { release: safetyNetwork, waitMs: 9_000, note: 'AI, in capitals' },
  { release: stormRepairs, waitMs: 9_000, note: '"said" holds "ai": no e-mail' },
  {
    release: exporterGuide,
    waitMs: 9_000,
    note: '"free trade deals": a plural of a term of the concept',
  },
  {
    release: reactorParts,
    waitMs: 9_000,
    note: '소형모듈원전에: with a particle, as Korean writes it',
  },
  { release: museumLoan, waitMs: 9_000, note: 'nothing that anyone here watches: no e-mail' },
  { release: servicesRound, waitMs: 9_000, note: '"trade" within five words of "negotiations"' },
]
