import type { Release } from '../release.ts'

export const januaryExports: Release = {
  ministry: 'trade',
  slug: 'exports-in-january',
  title: 'Exports grow for the fourth month in a row',
  teaser: 'Chips and ships led the way in January, while steel stayed behind the year before.',
  author: 'Statistics Division, Ministry of Trade',
  paragraphs: [
    'Exports in January were 6.1 percent higher than a year earlier. It was the fourth month of growth in a row, although the month had two working days less than the last.',
    'Semiconductors rose most, by more than a fifth, because data centres in Asia and North America keep buying memory. Ships followed: four gas carriers that had been due in December were handed over at the beginning of the year.',
    'Steel fell by three percent. Prices abroad are low, and two mills used the winter to renew their furnaces.',
    'Imports grew more slowly than exports. The surplus is the largest for any January since these figures have been kept.',
    'The final figures will be published on the fifteenth of the month, together with those for single regions.',
  ],
}

export const portAgreement: Release = {
  ministry: 'trade',
  slug: 'ports-night-shift',
  title: 'Ports, crane drivers and hauliers reach an agreement on night shifts',
  teaser:
    'After eleven weeks the parties have signed an agreement that ends the queue of lorries before dawn.',
  author: 'Logistics Division, Ministry of Trade',
  paragraphs: [
    'The port authority, the union of crane drivers and the association of hauliers have signed an agreement on night shifts. It ends eleven weeks in which lorries had to wait for up to four hours before dawn.',
    'From April the cranes will work through the night on three days a week. Drivers who take a night shift will have the following day off, and the authority will run a bus to the last train.',
    'The hauliers in return will book a time for each lorry. Whoever comes without one is free to do so, but waits at the end of the line.',
    'The Vice Minister thanked all sides for their patience. Nobody had got everything, he said, and that was usually the mark of an agreement that holds.',
    'The agreement runs for two years. A mediator named by both sides will look at it after twelve months.',
  ],
}

export const exporterGuide: Release = {
  ministry: 'trade',
  slug: 'help-desk-for-small-exporters',
  title: 'Help desk for small exporters opens in six cities',
  teaser: 'Most small firms pay duties that they need not pay. Advisers will now come to them.',
  author: 'Small Business Division, Ministry of Trade',
  paragraphs: [
    'Six help desks for small exporters will open their doors this month. Their advisers explain in plain words how a firm can sell abroad without paying duties that it does not owe.',
    'Only four in ten small exporters make use of the free trade deals from which they could benefit, against nine in ten of the large ones. The others give the same reason again and again: the certificate of origin takes them longer than the order itself.',
    'The help desks fill in the first certificate together with the firm. A checklist on one page then shows what is to be kept, and for how long, should the customs office of the other country ask.',
    'A trial in two cities last year brought 340 firms to use a free trade deal for the first time. A maker of rice cookers saved as much in one quarter as its two newest employees cost.',
    'Advice costs nothing, and no appointment is needed. Firms far from the six cities can use a video call.',
  ],
}

export const servicesRound: Release = {
  ministry: 'trade',
  slug: 'services-third-round',
  title: 'Third round of talks on services closes in Geneva',
  teaser: 'Delegations from forty countries made headway on licences and left one question open.',
  author: 'Multilateral Division, Ministry of Trade',
  paragraphs: [
    'Delegations from forty countries have ended the third round of their talks on services. They agreed on common words for most of the chapter on licences and left one question open.',
    'The negotiations on digital trade, which are held at the same time, turn on where a company must keep the records of its customers. Three proposals lie on the table, and the chair will try to make one text of them before May.',
    'Korea proposed that an application for a licence be answered within ninety days, and that a refusal give its reasons. Twenty-six delegations support this.',
    'Architects, nurses and engineers would gain most. At present many of them have to pass an examination again in every country in which they work.',
    'The next round will take place in June. The Ministry will publish a summary of the proposals beforehand and welcomes comments from the public.',
  ],
}
