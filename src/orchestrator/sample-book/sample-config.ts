import { BookConfig } from '#records/config.ts'
import { idealIndustries } from './industries.ts'
import { homeCompany, homeDomain } from './owners.ts'
import { idealPlaces } from './places.ts'

// The countries of places.ts.
const sampleCountries = ['US', 'GB', 'DE', 'NL', 'FR', 'ES', 'CA', 'SE', 'AU', 'JP']

/** Settings of a sample book: its own company, and the ideal customer the generator's skew was made for. */
export const sampleConfig = (): BookConfig =>
  BookConfig.parse({
    name: 'Sample book',
    kind: 'sample',
    sender: {
      name: 'Nadia Okafor',
      email: `nadia.okafor@${homeDomain}`,
      company: homeCompany,
      domain: homeDomain,
      about: `${homeCompany} makes planning software for operations teams: shifts, maintenance and field visits in one plan that everybody sees.`,
    },
    select: {
      idealCustomer: {
        industries: idealIndustries.map(([{ name }]) => name),
        sizeBands: ['51-200', '201-1000', '1001+'],
        countries: idealPlaces.map(([{ country }]) => country),
      },
    },
    // Its people are invented and nothing is ever sent to them, so that no law of their countries is asked.
    outreach: {
      countries: Object.fromEntries(sampleCountries.map((code) => [code, 'allow'])),
      // One mailbox writes for the whole book, where a company would have one for each owner.
      backlogDays: 60,
    },
    enrichment: {
      vendors: [
        { name: 'atlas', kind: 'sandbox-atlas' },
        { name: 'beacon', kind: 'sandbox-beacon' },
      ],
    },
  })
