import { describe, expect, test } from 'vitest'
import { countryOfHost, countryOfUrl } from '../../../src/core/feed/country-of-host.ts'
import { listCountries, nameOfCountry } from '../../../src/core/feed/name-of-country.ts'

describe('the country of a host', () => {
  test.each([
    ['www.motir.go.kr', 'KR'],
    ['www.mti.gov.sg', 'SG'],
    ['www.gov.uk', 'GB'],
    ['ec.europa.eu', 'EU'],
    ['www.energy.gov', 'US'],
    ['www.army.mil', 'US'],
    ['WWW.METI.GO.JP', 'JP'],
    ['www.bundesregierung.de.', 'DE'],
    ['www.gov.me', 'ME'],
    ['mic.gov.la', 'LA'],
    ['www.stjornarradid.is', 'IS'],
    ['www.regierung.li', 'LI'],
    ['xn--989aw21d.xn--3e0b707e', 'KR'],
  ])('of %s is %s', (host, country) => {
    expect(countryOfHost(host)).toBe(country)
  })

  test.each([
    'www.korea.net',
    'www.iaea.org',
    'www.who.int',
    'example.com',
    'startup.io',
    'news.tv',
    'localhost',
    '127.0.0.1',
    '[2001:db8::1]',
    'gov',
    '',
  ])('is unknown of %j', (host) => {
    expect(countryOfHost(host)).toBeNull()
  })

  test('is that of an address', () => {
    expect(countryOfUrl('https://user@www.mofa.go.kr:8443/rss?x=.uk')).toBe('KR')
    expect(countryOfUrl('no address')).toBeNull()
  })
})

describe('the name of a country', () => {
  test.each([
    ['KR', 'South Korea'],
    ['GB', 'United Kingdom'],
    ['EU', 'European Union'],
    ['UN', 'United Nations'],
    ['XK', 'Kosovo'],
  ])('of %s is %s', (code, name) => {
    expect(nameOfCountry(code)).toBe(name)
  })

  test.each(['kr', 'UK', 'SU', 'DD', 'ZZ', 'EZ', 'XA', 'INT', 'K', '', '11'])(
    'is unknown of %j',
    (code) => {
      expect(nameOfCountry(code)).toBeNull()
    },
  )

  test('is there for some 250 countries', () => {
    expect(listCountries().length).toBeGreaterThan(240)
    expect(listCountries().length).toBeLessThan(275)
  })
})
