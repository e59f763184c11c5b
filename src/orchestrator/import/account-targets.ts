import { dates, ids, owners } from './target-words.ts'
import type { Target } from './targets.ts'

/** Where columns of a list of companies can go. */
export const accountTargets: readonly Target[] = [
  { field: 'key', kind: 'id', words: `${ids}, company id, account id, organization id, cik, duns` },
  {
    field: 'name',
    kind: 'text',
    words:
      'name, company, account, organization, organisation, business, security, firm, legal name, customer, client',
    points: 1,
  },
  {
    field: 'formerNames',
    kind: 'list',
    words: 'former names, former name, previous names, previous name, also known as, aliases, formerly',
    points: 2,
  },
  {
    field: 'domain',
    kind: 'domain',
    words: 'domain, domain name, primary domain, web domain, website domain, root domain, email domain',
    points: 3,
  },
  {
    field: 'website',
    kind: 'website',
    words: 'website, web site, website url, url, homepage, home page, web, site, web address, webpage',
    points: 3,
  },
  {
    field: 'description',
    kind: 'text',
    words:
      'description, one liner, oneliner, tagline, about, about us, summary, short description, overview, pitch',
    points: 1,
  },
  {
    field: 'industry',
    kind: 'text',
    words: 'industry, sector, gics sector, vertical, primary industry, industry group',
    points: 3,
  },
  {
    field: 'employees',
    kind: 'head-count',
    words:
      'employees, number of employees, no of employees, num employees, employee count, employees count, headcount, head count, team size, staff, staff count, company size, size, full time employees, numberofemployees, fte',
    points: 3,
  },
  {
    field: 'revenueUsd',
    kind: 'number',
    words:
      'annual revenue, revenue, revenue usd, annual revenue usd, yearly revenue, turnover, arr usd, sales usd',
    points: 3,
  },
  {
    field: 'country',
    kind: 'text',
    words:
      'country, country region, billing country, hq country, address country, mailing country, shipping country',
    points: 1,
  },
  { field: 'city', kind: 'text', words: 'city, billing city, hq city, town, address city', points: 1 },
  {
    field: 'location',
    kind: 'text',
    words:
      'location, headquarters, headquarters location, hq, hq location, address, full address, billing address',
    points: 1,
  },
  { field: 'language', kind: 'text', words: 'language, preferred language' },
  { field: 'timeZone', kind: 'text', words: 'time zone, timezone' },
  {
    field: 'leadSource',
    kind: 'text',
    words:
      'lead source, source, original source, account source, original traffic source, acquisition channel',
  },
  { field: 'phone', kind: 'text', words: 'phone, phone number, telephone, main phone, tel' },
  {
    field: 'technologies',
    kind: 'list',
    words: 'technologies, technology, tech stack, web technologies, technologies used',
    points: 2,
  },
  { field: 'hiring', kind: 'flag', words: 'hiring, is hiring, currently hiring, actively hiring', points: 2 },
  {
    field: 'fundingStage',
    kind: 'funding',
    words:
      'funding stage, funding round, funding type, last funding type, last round, latest funding stage, stage, funding',
    isVague: true,
  },
  {
    field: 'contractEnd',
    kind: 'date',
    words:
      'contract end, contract end date, renewal date, contract renewal date, renewal, subscription end, subscription end date, contract expires, contract expiry',
    points: 2,
  },
  {
    field: 'foundedYear',
    kind: 'year',
    words: 'founded, founded year, year founded, founding year, established, year established, founded in',
    points: 2,
  },
  {
    field: 'lifecycle',
    kind: 'lifecycle',
    words:
      'lifecycle, lifecycle stage, life cycle stage, status, customer status, type, relationship, lead status',
    isVague: true,
  },
  { field: 'owner', kind: 'text', words: owners },
  ...dates,
]
