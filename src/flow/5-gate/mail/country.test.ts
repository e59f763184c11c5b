import { expect, test } from 'vitest'
import { countryCode, countryOf } from './country.ts'

test.each([
  ['Germany', 'DE'],
  ['DE', 'DE'],
  ['de', 'DE'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['Alemania', 'DE'],
  ['BRD', 'DE'],
  ['USA', 'US'],
  ['U.S.', 'US'],
  ['united states', 'US'],
  ['The United States of America', 'US'],
  ['Vereinigte Staaten', 'US'],
  ['UK', 'GB'],
  ['Great Britain', 'GB'],
  ['England', 'GB'],
  ['GBR', 'GB'],
  ['Nederland', 'NL'],
  ['Holland', 'NL'],
  ['The Netherlands', 'NL'],
  ['España', 'ES'],
  ['Espana', 'ES'],
  ['Sverige', 'SE'],
  ['Österreich', 'AT'],
  ['Schweiz', 'CH'],
  ['Suisse', 'CH'],
  ['Czech Republic', 'CZ'],
  ['Czechia', 'CZ'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['South Korea', 'KR'],
  ["Côte d'Ivoire", 'CI'],
  ['日本', 'JP'],
  ['Niger', 'NE'],
  ['Nigeria', 'NG'],
  ['Austria', 'AT'],
  ['Australia', 'AU'],
  ['Atlantis', undefined],
  ['', undefined],
  ['Germany, France', undefined],
  ['unknown', undefined],
])('%s is %s', (written, code) => {
  expect(countryCode(written)).toBe(code)
})

test.each([
  ['the contact before the account', { country: 'France' }, { country: 'Spain' }, 'FR'],
  ['the account', {}, { country: 'Spain' }, 'ES'],
  ['the end of an address', {}, { location: 'London, England, United Kingdom' }, 'GB'],
  ['an address in the USA', {}, { location: 'San Francisco, CA, USA' }, 'US'],
  ['a country that is none is not looked past', { country: 'Atlantis' }, { country: 'Spain' }, undefined],
  ['California is not Canada', {}, { location: 'San Francisco, CA' }, undefined],
  ['Georgia may be a state', {}, { location: 'Atlanta, Georgia' }, undefined],
  ['a city', {}, { location: 'Berlin' }, undefined],
])('%s', (_sentence, contact, account, code) => {
  expect(countryOf(contact, account).code).toBe(code)
})
