import type { Release } from '../release.ts'

export const busLanes: Release = {
  ministry: 'transport',
  slug: 'bus-lanes',
  title: 'Nine kilometres of new bus lanes',
  teaser: 'Buses on three lines will be up to seven minutes faster in the morning.',
  author: 'Roads Division, Land Transport Agency',
  paragraphs: [
    'Nine kilometres of bus lanes will be painted this spring. Three lines that stand in traffic every morning will be up to seven minutes faster.',
    'The lanes apply from seven to ten in the morning and from five to eight in the evening. At other times everyone may use them.',
    'Shops along the road will keep their bays for deliveries. Two of the bays move around the corner.',
    'The Agency will count passengers before and after, and publish both figures.',
  ],
}

export const nightTrains: Release = {
  ministry: 'transport',
  slug: 'night-trains',
  title: 'SMRT engineers study how night trains are kept running',
  teaser: 'A delegation of the Singaporean operator spent a week in the control centre.',
  author: 'Rail Division, Land Transport Agency',
  paragraphs: [
    'Eight engineers of SMRT, which operates trains and buses in Singapore, have spent a week in the control centre of the metropolitan railway. They wanted to see how tracks are maintained on a line whose trains run all night.',
    'The answer is a second track. Between one and five in the morning trains of both directions share one of the two, while the other is ground, measured and swept.',
    'The guests were most interested in a trolley that measures the rail at forty kilometres an hour. It finds a crack of half a millimetre, the head of the workshop explained, and has done so twice.',
    'SMRT in turn showed how it announces disturbances: a message reaches passengers within two minutes, written by a person and not by a machine.',
    'A return visit is planned for the autumn. Both operators want to exchange two engineers for half a year.',
  ],
}

export const electricBuses: Release = {
  ministry: 'transport',
  slug: 'electric-buses',
  title: 'Every second city bus is now electric',
  teaser:
    'The five hundredth electric bus left the depot this morning with a class of first-graders on board.',
  author: 'Bus Division, Land Transport Agency',
  paragraphs: [
    'Every second bus in the city now runs on electricity. The five hundredth left the depot this morning with a class of first-graders on board, who had painted its rear.',
    'The buses charge at night, when power is cheap, and for ten minutes at the last stop of each line. In the cold week of January not one of them had to be towed.',
    'Drivers like the quiet. At the stops, however, people who see badly could not hear the buses come; since last year they hum below twenty kilometres an hour.',
    'The old buses are not scrapped at once. Thirty of the newest serve as a reserve, and their engines were tuned to use a tenth less fuel.',
    'The last diesel bus is to be retired in four years, one year earlier than planned.',
  ],
}
