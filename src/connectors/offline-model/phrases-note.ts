// What the drafter writes for colleagues: notes, tasks, flags, reasons. English only: they stay in the house.

import { pagePhrases } from './phrases-page.ts'

export const notePhrases = {
  ...pagePhrases,
  summary: [
    'Summary for {name}.',
    'What we know about {name}.',
    'Research on {name} in short.',
    'A short picture of {name}.',
  ],
  employees: [
    'The company has {value} people.',
    'Head count stands at {value}.',
    'There are {value} people on the team.',
    'The team counts {value}.',
  ],
  industry: [
    'It works in {value}.',
    'Its field is {value}.',
    'The industry on record is {value}.',
    'By industry it belongs to {value}.',
  ],
  description: [
    'It describes itself so: “{value}”.',
    'In its own words: “{value}”.',
    'The description on record reads “{value}”.',
    'What it does, as recorded: “{value}”.',
  ],
  hiring: [
    'The company is hiring.',
    'It is looking for new people at the moment.',
    'There are open positions there.',
    'New colleagues are being sought.',
  ],
  technologies: [
    'It uses {value}.',
    'Technologies on record are {value}.',
    'The team works with {value}.',
    'In use there: {value}.',
  ],
  fundingStage: [
    'The funding stage is “{value}”.',
    'By funding it stands at “{value}”.',
    'Funding on record: “{value}”.',
    'It is at the funding stage “{value}”.',
  ],
  place: [
    'It sits in {value}.',
    'Its place on record is {value}.',
    'It is based in {value}.',
    'Home is {value}.',
  ],
  other: [
    'The record gives “{value}” as {field}.',
    'For {field} the record says “{value}”.',
    'On record as {field}: “{value}”.',
    'Its {field} is recorded as “{value}”.',
  ],
  noteSays: [
    'The newest note says: “{value}”',
    'Last noted by a colleague: “{value}”',
    'A colleague wrote most recently: “{value}”',
    'From the latest note: “{value}”',
  ],
  replyTask: [
    'Answer the open message of {who}.',
    '{who} is waiting for an answer from us.',
    'Please get back to {who}, whose message is open.',
    'An answer to {who} is due.',
  ],
  replyTaskPlain: [
    'Answer the open message of this account.',
    'Somebody there is waiting for an answer from us.',
    'Please get back to them; a message is open.',
    'An answer to their message is due.',
  ],
  renewalTask: [
    'Prepare the renewal: the contract ends on {end}.',
    'The contract ends on {end}; please plan the renewal.',
    'Get the renewal going before the contract ends on {end}.',
    'Renewal is coming up, with {end} as the end of the contract.',
  ],
  dealTask: [
    'Agree on the next step for “{deal}”.',
    'Please take “{deal}” one step further.',
    'Find out what holds “{deal}” up.',
    'Settle how “{deal}” goes on.',
  ],
  dealRiskTask: [
    'Nobody of ours has spoken to them lately; check whether “{deal}” is still on.',
    'It went quiet around “{deal}”; please look after it.',
    'See whether “{deal}” is at risk, as there was no contact for a while.',
    'Silence around “{deal}” for some time; find out why.',
  ],
  missingContactTask: [
    'Find somebody to talk to at {name}; the record names nobody with an address.',
    'Nobody with an address is recorded at {name}; please find a contact.',
    'Look for a contact at {name}, since none with an address is known.',
    'A contact with an address is missing at {name}; please add one.',
  ],
  conflict: [
    'Vendors disagree on {field}: {values}.',
    'For {field} the vendors say different things: {values}.',
    'The vendors’ answers for {field} do not match: {values}.',
    'Different vendors, different {field}: {values}.',
  ],
  flagHotLead: [
    'a new lead that is hiring',
    'it came in lately and is looking for people',
    'new in the book and growing',
    'a fresh lead with open positions',
  ],
  flagExpansion: [
    'a customer that is hiring may need more',
    'the customer is growing its team',
    'a growing customer could buy more',
    'open positions at a customer hint at growth',
  ],
  flagChurn: [
    'the contract ends soon and nobody of ours was in touch lately',
    'a contract near its end, and silence on our side',
    'no contact for long, and the contract is about to end',
    'the end of the contract is near and the line is quiet',
  ],
  flagStale: [
    'what we know about it is out of date',
    'its facts have become old',
    'the record has not been refreshed for long',
    'nothing recent is known about it',
  ],
  champion: [
    '{who} is the one who writes to us.',
    'Our mails come from {who}.',
    'The person in touch with us is {who}.',
    'It is {who} who keeps the contact.',
  ],
  noneTouched: [
    'a colleague was in touch lately and nothing new has happened',
    'nothing new since the last contact of a colleague',
    'the last contact is recent and no signal asks for more',
    'no signal, and one of us spoke to them not long ago',
  ],
  noneQuiet: [
    'no signal, no open question and nothing to mend',
    'nothing here asks for work today',
    'the record is in order and nothing has happened',
    'there is no reason to act at the moment',
  ],
  noneClosed: [
    'the account is closed and nobody there has written',
    'closed, and nothing came in',
    'a closed account without any message',
    'nothing to do on a closed account',
  ],
  noneUnread: [
    'the record could not be read, so nothing can be said about the account',
    'without the record there is nothing to go by',
    'no record was given, so no work is proposed',
    'the tools did not show the record',
  ],
  because: [
    'Chosen by stage and signals; every statement stands on a cited fact.',
    'Stage and signals led to this; the cited facts carry each statement.',
    'This follows from the stage and the signals, and each statement has its fact.',
    'The stage and the signals ask for it; the facts are cited.',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type NotePhrase = keyof typeof notePhrases
