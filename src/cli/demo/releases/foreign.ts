import type { Release } from '../release.ts'

export const consularHours: Release = {
  ministry: 'foreign',
  slug: 'consular-hours',
  title: 'Twelve consulates will open on Saturdays',
  teaser: 'Travellers can collect passports and have papers certified without taking a day off.',
  author: 'Consular Division, Ministry of Foreign Affairs',
  paragraphs: [
    'Twelve consulates will be open on Saturday mornings from next month. Travellers and residents can collect passports there and have papers certified without taking a day off.',
    'The consulates were chosen by the number of visitors and by the distance that these have to travel. Some of them come from four hundred kilometres away.',
    'Appointments can be made through the web site or by telephone. Whoever has an emergency needs none, on any day of the week.',
    'After half a year the Ministry will look at how many people came, and decide about further cities.',
  ],
}

export const safetyNetwork: Release = {
  ministry: 'foreign',
  slug: 'network-meets-in-seoul',
  title: 'Experts from fourteen countries agree on common tests',
  teaser:
    'For three days they compared how new computer models are examined before the public may use them.',
  author: 'Science Diplomacy Division, Ministry of Foreign Affairs',
  paragraphs: [
    'Experts from fourteen countries have agreed on a set of common tests for AI systems. They met in Seoul for three days at the invitation of the Ministry of Foreign Affairs and the Ministry of Science.',
    'Until now each country has examined new models in its own way. The results could hardly be compared, and developers had to submit the same system several times.',
    'The common tests look at four questions: whether a system can be talked out of its safeguards, how it treats personal data, whether it says so when it does not know, and how well it speaks languages other than English.',
    'A first round with three models will be run in parallel by institutes in five countries before the end of the year. What they find will be published, including where they differ.',
    'The host reminded the participants that tests alone make nothing safe. They are a thermometer, the chair said at the close, and somebody has to act on the fever.',
  ],
}

export const museumLoan: Release = {
  ministry: 'foreign',
  slug: 'celadon-travels',
  title: 'Celadon from twelve museums travels to Lisbon',
  teaser: 'The exhibition opens in May. The oldest bowl has never left the country before.',
  author: 'Cultural Affairs Division, Ministry of Foreign Affairs',
  paragraphs: [
    'Sixty pieces of celadon from twelve museums will be shown in Lisbon this summer. The oldest, a bowl with cranes and clouds, has never left the country before.',
    'The loan returns a visit. Two years ago tiles from Portugal were shown in Busan, where 140,000 people came to see them.',
    'Each piece travels in a box of its own, with a sensor that records every knock. A restorer sits in the same plane.',
    'The catalogue appears in three languages. On Sundays entrance to the exhibition is free.',
    'A programme for schools goes with it: pupils in both cities will make a bowl after the same drawing and send it to the other side.',
  ],
}
