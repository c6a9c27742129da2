import { listCountries, nameOfCountry } from '../core/feed/name-of-country.ts'
import { findClosest } from './find-closest.ts'
import { bad, type ParsedValue, parsed } from './parsed-value.ts'

/** What people write for countries, beside their codes and English names. */
const USUAL: Readonly<Record<string, string>> = {
  UK: 'GB',
  ENGLAND: 'GB',
  BRITAIN: 'GB',
  'GREAT BRITAIN': 'GB',
  USA: 'US',
  AMERICA: 'US',
  ROK: 'KR',
  KOREA: 'KR',
  'REPUBLIC OF KOREA': 'KR',
}

/** Reads a code of ISO 3166 such as `KR`; EU and UN are codes too. */
export function parseCountry(text: string): ParsedValue<string> {
  const code = text.trim()
  if (nameOfCountry(code) !== null) return parsed(code)
  const meant = findMeant(code)
  return bad(
    'bad-country',
    `${JSON.stringify(text)} is not the code of a country`,
    meant === null
      ? 'write two capitals as in ISO 3166: KR, SG, GB, EU; leave it out for an organisation of many countries'
      : `did you mean "${meant}" (${nameOfCountry(meant) ?? meant})?`,
  )
}

function findMeant(typed: string): string | null {
  const capitals = typed.toUpperCase()
  const usual = USUAL[capitals] ?? null
  if (usual !== null) return usual
  if (nameOfCountry(capitals) !== null) return capitals
  if (typed.length <= 3) return null
  const countries = listCountries()
  const name = findClosest(
    typed,
    countries.map((country) => country.name),
  )
  return countries.find((country) => country.name === name)?.code ?? null
}
