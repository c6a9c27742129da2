/**
 * Sentences of ministries. Between braces stand what is put in: the subjects of the item (S) and others (s), a firm
 * (F), a person (P), a place (L), a ministry (M), an acronym (A), a verb (v), an adjective (a), a common noun (n), a
 * noun of some field (N), an uncommon word (w), a number (#) and a month (d).
 */
export const ENGLISH_SENTENCES: readonly string[] = [
  'The Ministry of {M} {v} a {a} {S} on {#} {d}.',
  'Minister {P} said that the {S} would bring {a} benefits to every {n} in {L}.',
  'Under the {S}, {F} will receive {#} million for its work on the {s}.',
  'The government {v} the {s} after a {a} {n} with representatives of {L}.',
  'Officials from {L} and {L} met to discuss the {S} and the {a} {n} of the {s}.',
  'The {A} {v} its first {S} in {d}, together with the Ministry of {M}.',
  'According to the {A}, {#} per cent of the {n} in {L} depends on the {s}.',
  'It is the first time that the {S} has been {v} since {#}.',
  'The {S} will be {v} by the end of {d} at the latest, the ministry said.',
  'Experts on the {s} pointed to the {w} {n} and to the {a} cost of the {S}.',
  '{P}, who heads the {A}, called the {S} a {a} step for the {n} of the country.',
  '“We will listen to each {n} before the {s} is {v},” {P} said.',
  'A {w} {n} between the {S} and the {s} is to be avoided.',
  'Between {#} and {#}, the {n} of {L} grew by {#} per cent, helped by the {s}.',
  'The two sides agreed on {#} measures, among them the {s} and the {s}.',
  'The {S} covers the {N}, the {N} and the {N} in all parts of the country.',
  'In {L}, the {s} has been {v} by {F} and two {a} partners.',
  'Companies such as {F} and {F} have asked for a {a} {S}.',
  'The ministry’s {w} review of the {S} found {#} cases in which the {n} was not met.',
  'For the {n} of the {N}, a budget of {#} billion is planned for next year.',
  'The {a} {S} is part of the national plan that was {v} in {d} {#}.',
  'Applications for the {S} are open until {#} {d}; the {n} is free of charge.',
  'Parliament {v} the bill on the {s} with {#} votes to {#}.',
  'The {A} and the {A} will share {w} data on the {N} with the authorities in {L}.',
  'Local {n} groups in {L} have criticised the {S} as {a} and {w}.',
  'At the same time, the {N} remains {a}, and the {n} is still to be {v}.',
  'A pilot of the {S} begins in {L} in {d} and will later reach {L}.',
  'The {s} is carried out by {F} under the supervision of the {A}.',
  'The government also {v} a {w} programme for the {N} and the {N}.',
  'This follows a {a} {n} on the {s} held in {L} last {d}.',
  'Deputy minister {P} visited the {N} of {F} in {L} and heard about the {s}.',
  'Spending on the {N} rose to {#} million, or {#} per cent of the {n}.',
  'The {S} aims to make the {N} more {a} and the {n} less dependent on imports.',
  'Further details of the {S} will be published on the website of the ministry.',
  'The agency is to report on the {w} effects of the {S} every two years.',
  'In reply to a question, {P} denied that the {s} had been postponed.',
  'Neighbouring {L} has {v} a similar {s}, with {a} results so far.',
  'The {n} for the {S} is {a}: {#} places, {#} of them for the young.',
  'Rules on the {N} will be {v} so that {F} and others can invest in the {s}.',
  'Since {d}, the {A} has checked {#} sites for the {N} and closed {#} of them.',
]

/** Titles, with the same signs. */
export const ENGLISH_TITLES: readonly string[] = [
  'Ministry of {M} {v} {S}',
  '{L} and {L} agree on {S}',
  '{P}: {S} is a {a} step',
  'New {S} for {L}',
  '{A} {v} {a} {S}',
  'Joint statement on the {S}',
  '{S}: {#} million for {F}',
]
