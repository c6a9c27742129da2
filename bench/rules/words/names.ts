import { wordsOf } from './words-of.ts'

/** Parts from which names of people, places and firms are put together: several thousand distinct ones of each. */
export const NAMES = {
  given: wordsOf(`
    Maria Anna James Helen David Sofia Lucas Emma Daniel Clara Martin Irene Victor Nadia Oliver Ruth Samuel
    Ingrid Pablo Yasmin Hugo Leila Anton Freya Marco Elif Tomas Greta Omar Noor Felix Astrid Ivan Priya Kofi
    Amina Rafael Zofia Erik Lena Mateo Signe Arjun Mei Dmitri Paula Henrik Salma Jorge Brigid Kwame Ilse
  `),
  onsets: wordsOf(`
    Al Bar Bel Bren Car Cor Dal Del Dor El Fal Fen Gar Gil Hal Har Hol Jar Kal Kel Kor Lam Lin Lor Mal Mar
    Mor Nor Ol Pel Por Quin Ral Ren Ros Sal Sel Sor Tal Tor Ul Val Ver Wal Wex Win Yar Zel Zan Thorn Stan
  `),
  middles: wordsOf('a e i o en an er is el or am un il ov ed ar in us et on ad'),
  surnameEnds: wordsOf(`
    son ley berg mann ström wicz enko ova escu ardt stein field well ton ings ard ette ini acci onde ez
    quist dahl gren vik sen holt by man shaw more croft wright
  `),
  placeEnds: wordsOf(`
    ford ton ham borough bridge mouth haven dale field stead wick burg heim grad polis ville port minster
    combe worth ness by thorpe stadt abad pur stan ora ina ado osa una
  `),
  firmKinds: wordsOf(`
    Energy Marine Logistics Biotech Foods Steel Motors Shipping Semiconductor Materials Aerospace Robotics
    Pharma Telecom Chemicals Bank Insurance Airways Rail Mining Textiles Software Optics Battery Solar Hydro
    Media Games Cement Paper Dairy Seeds
  `),
  firmForms: wordsOf('Group Holdings Industries Partners Systems Works International Technologies'),
}
