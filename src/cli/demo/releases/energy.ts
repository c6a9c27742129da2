import type { Release } from '../release.ts'

export const licensingGuide: Release = {
  ministry: 'energy',
  slug: 'guide-to-licensing',
  title: 'How a new kind of power station is licensed: a guide for everyone',
  teaser: 'Sixty pages and many drawings explain who checks what, and when the public is heard.',
  author: 'Nuclear Policy Division, Ministry of Energy',
  paragraphs: [
    'The Ministry of Energy has published a guide that explains how small modular reactors would be licensed. It is written for readers who are neither engineers nor lawyers.',
    'Sixty pages with many drawings show the way from the first sketch to the first kilowatt hour: who checks the design, who inspects the factory in which the modules are welded, and what has to be proved before fuel may be loaded.',
    'A chapter of its own deals with the public. Residents within thirty kilometres are heard twice, and every objection must be answered in writing.',
    'The guide also says what is not known yet. No SMR of the kind described is in commercial operation, so some of the figures rest on calculations and will be corrected.',
    'It can be downloaded free of charge. Libraries and schools receive printed copies on request.',
  ],
}

export const electricityPlan: Release = {
  ministry: 'energy',
  slug: 'electricity-plan-hearing',
  title: 'What should the grid look like in fifteen years? Hearing opens',
  teaser:
    'Everyone may comment on the draft of the long-term plan for electricity until the end of the month.',
  author: 'Electricity Division, Ministry of Energy',
  paragraphs: [
    'The draft of the long-term plan for electricity is open for comments until the end of the month. It describes how much power the country will need in fifteen years, and over which lines it will travel.',
    'The draft expects demand to grow by a third. Data centres, heat pumps and electric cars account for most of it.',
    'Four new lines from the windy coast to the cities are drawn in the map. One of them would run under the sea, which is dearer and quicker to build.',
    'Comments can be sent by post or through the form on this page. All of them will be published with an answer.',
  ],
}

export const carbonPanel: Release = {
  ministry: 'energy',
  slug: 'panel-on-emissions',
  title: 'Panel of economists hands over its report on emissions',
  teaser:
    'Eleven experts compared nine ways of reaching the target. The Minister has promised an answer by autumn.',
  author: 'Climate Division, Ministry of Energy',
  paragraphs: [
    'A panel of eleven economists has handed its report on emissions to the Minister of Energy. They had been asked which of nine measures reaches the target of 2035 at the lowest cost.',
    'The panel recommends a carbon tax that starts low and rises every year by an amount fixed in advance. Companies could then plan, the report says, and most of them would invest before the tax makes them.',
    'Half of the revenue would go back to households in equal parts. A family with a small income would receive more than it pays, according to the calculations in the annex.',
    'Two members disagree. In their view the emissions trading that already exists should be extended to heating and transport before anything new is invented.',
    'The Minister thanked the panel and promised an answer by autumn. Until then the report will be discussed in five regional meetings, which are open to all.',
  ],
}

export const stormRepairs: Release = {
  ministry: 'energy',
  slug: 'after-the-storm',
  title: 'Power is back in all villages after the storm',
  teaser: 'Repair crews worked for thirty hours. "We had help from every side," their chief said.',
  author: 'Emergency Centre, Ministry of Energy',
  paragraphs: [
    'All villages on the east coast have electricity again. The storm of the weekend had torn down lines in forty places and left nine thousand homes in the dark.',
    'Repair crews from six provinces worked for thirty hours without a longer break. "We had help from every side," the chief of the emergency centre said. Farmers had cleared the roads with their tractors before the first crew arrived.',
    'A hospital and two homes for the elderly ran on their own generators. They had been tested in November, the operators said, and started within seconds.',
    'The most damage was done by trees that stood too near the lines. The grid company said it would cut a wider strip before the next winter.',
    'Households that were without power for more than a day will find a reduction on their next bill. Nobody needs to apply for it.',
  ],
}
