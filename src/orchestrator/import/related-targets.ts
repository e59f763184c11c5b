import { dates, ids, owners } from './target-words.ts'
import type { Target } from './targets.ts'

const accountRefs: readonly Target[] = [
  {
    field: 'accountKey',
    kind: 'id',
    words:
      'account id, accountid, company id, companyid, organization id, organisation id, org id, associated company id, associated company ids, primary associated company id, parent id, cik',
  },
  {
    field: 'accountName',
    kind: 'text',
    words:
      'company, company name, account, account name, organization, organization name, organisation, organisation name, associated company, primary company, employer, customer, client',
  },
  {
    field: 'accountDomain',
    kind: 'website',
    words:
      'company domain, company domain name, account domain, company website, account website, organization domain, website, website url, domain, url',
  },
]

/** Where columns of a list of people can go. */
export const contactTargets: readonly Target[] = [
  { field: 'key', kind: 'id', words: `${ids}, contact id, person id, lead id` },
  {
    field: 'email',
    kind: 'email',
    words:
      'email, e mail, email address, e mail address, mail, work email, email work, primary email, business email',
    points: 3,
  },
  { field: 'firstName', kind: 'text', words: 'first name, firstname, given name, forename', points: 3 },
  { field: 'lastName', kind: 'text', words: 'last name, lastname, surname, family name', points: 3 },
  { field: 'fullName', kind: 'text', words: 'full name, name, contact, contact name, person name' },
  { field: 'title', kind: 'text', words: 'title, job title, position, jobtitle, role title', points: 2 },
  { field: 'role', kind: 'text', words: 'role, buying role, persona, job function, seniority', points: 1 },
  {
    field: 'phone',
    kind: 'text',
    words:
      'phone, phone number, phone work, work phone, mobile, mobile phone, mobile phone number, telephone, tel',
  },
  { field: 'country', kind: 'text', words: 'country, country region, mailing country' },
  { field: 'language', kind: 'text', words: 'language, preferred language' },
  { field: 'timeZone', kind: 'text', words: 'time zone, timezone' },
  {
    field: 'optedOut',
    kind: 'flag',
    words:
      'opted out, opt out, unsubscribed, email opt out, has opted out of email, hasoptedoutofemail, unsubscribed from all email, do not contact, do not email, marketing opt out',
    points: 3,
  },
  { field: 'owner', kind: 'text', words: owners },
  ...accountRefs,
  ...dates,
]

/** … of deals. */
export const dealTargets: readonly Target[] = [
  { field: 'key', kind: 'id', words: `${ids}, deal id, opportunity id` },
  { field: 'name', kind: 'text', words: 'name, title, subject, deal, opportunity' },
  {
    field: 'stage',
    kind: 'text',
    words: 'stage, stage name, stagename, deal stage, sales stage, pipeline stage, opportunity stage',
    points: 2,
  },
  { field: 'dealStatus', kind: 'deal-status', words: 'status, deal status', points: 2, isVague: true },
  {
    field: 'amount',
    kind: 'number',
    words: 'amount, value, deal value, deal amount, price, total, contract value, acv, tcv, amount usd',
    points: 3,
  },
  {
    field: 'currency',
    kind: 'text',
    words: 'currency, currency code, amount currency, value currency, currencyisocode',
  },
  {
    field: 'closeDate',
    kind: 'date',
    words:
      'close date, closedate, expected close date, expected close, closing date, expected closing date, closed at',
    points: 3,
  },
  {
    field: 'forecastCategory',
    kind: 'text',
    words: 'forecast category, forecast, forecastcategory, forecast category name',
    points: 3,
  },
  { field: 'nextStep', kind: 'text', words: 'next step, next steps, nextstep, next action', points: 2 },
  { field: 'owner', kind: 'text', words: owners },
  ...accountRefs,
  ...dates,
]

/** … of activities. */
export const activityTargets: readonly Target[] = [
  { field: 'key', kind: 'id', words: `${ids}, activity id, task id, event id, engagement id` },
  {
    field: 'type',
    kind: 'activity-type',
    words: 'type, activity type, engagement type, kind, tasksubtype, task type',
    points: 3,
    isVague: true,
  },
  {
    field: 'direction',
    kind: 'direction',
    words: 'direction, call direction, email direction, inbound outbound',
    points: 3,
  },
  {
    field: 'at',
    kind: 'moment',
    words:
      'at, date, activity date, occurred at, timestamp, time, start, start date, start time, sent at, completed at, happened at, date time, logged at, activitydate',
    points: 1,
  },
  { field: 'subject', kind: 'text', words: 'subject, title, activity subject, activity name', points: 3 },
  {
    field: 'body',
    kind: 'text',
    words: 'body, note, notes, note body, comments, comment, content, text, message, full comments, details',
    points: 2,
  },
  { field: 'dueOn', kind: 'date', words: 'due, due date, due on, deadline', points: 2 },
  { field: 'done', kind: 'flag', words: 'done, completed, is done, closed, is closed, complete', points: 2 },
  { field: 'owner', kind: 'text', words: owners },
  ...accountRefs,
  {
    field: 'contactEmail',
    kind: 'email',
    words:
      'contact email, email, person email, email address, recipient, associated contact email, associated contact',
  },
  { field: 'contactKey', kind: 'id', words: 'contact id, person id, who id, whoid, associated contact id' },
  { field: 'dealKey', kind: 'id', words: 'deal id, opportunity id, associated deal id' },
  ...dates,
]
