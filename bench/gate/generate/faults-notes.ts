import { oneOf } from '#base/random.ts'
import type { GateCase } from '../case.ts'
import { otherNumber, withContract, withEmployees } from './change.ts'
import { acting, noteFrames, type Action } from './fillings.ts'
import { caseOf, type At } from './letter.ts'
import type { Fault } from './made.ts'
import { companyOf, recipientOf } from './say.ts'
import { daysBefore, factId, text } from './world.ts'

const mails = [
  'Thanks for the mail. We are now 64 people and moved to a new hall. Please write again in spring.',
  'Short answer: our plant in the north closed, 38 of us remain. Call me when you can.',
  'We have grown to 120 people since we spoke. Planning is done by the shift leads.',
]

const quotes = ['We are now 64 people', '38 of us remain', 'We have grown to 120 people']

const altered = [
  'We are now 640 people',
  '38 of them remain',
  'We have grown to 210 people',
  'we are now 64 people',
  'We are now 64  people',
  'we have grown a lot',
  'We are now 64 employees',
]

/** An `observe` that quotes a stored mail; with `wrong` its quote stands in none. */
export const observing = (at: At, change: (action: Action) => Action): GateCase => {
  const place = Math.floor(at.random() * mails.length)
  const action = {
    kind: 'observe',
    subject: { system: 'crm', object: 'account', id: at.world.account.id },
    field: 'employees',
    value: [64, 38, 120][place],
    quote: quotes[place],
    sourceRef: 'activity-9',
  }
  const made = caseOf(at, { actions: [at.wrong ? change(action) : action] })
  return { ...made, answers: [{ ref: 'activity-9', text: mails[place] ?? '' }] }
}

/** A note, task or memory about the head count; with `wrong` another number. */
const noting = (from: At, kind: 'add-note' | 'add-task' | 'remember'): GateCase => {
  const at = { ...from, world: withEmployees(from) }
  const { account, language, now } = at.world
  const n = Number(account.fields['employees'])
  const said = oneOf(at.random, noteFrames[language])
    .replace('{company}', companyOf(at.world))
    .replace('{v}', String(at.wrong ? otherNumber(n, at.random) : n))
  const cites = [factId(account, 'employees'), factId(account, 'name')]
  if (kind === 'remember') return acting(at, { kind, topic: 'touch', text: said, cites })
  const due = kind === 'add-task' ? { due: daysBefore(now, -4).slice(0, 10) } : {}
  return acting(at, { kind, purpose: 'next-step', text: said, cites, ...due })
}

/** Classes in which something wrong would be noted or concluded. */
export const noteFaults: readonly Fault[] = [
  {
    name: 'quote-not-in-answer',
    sort: 'decidable',
    note: 'the quote does not stand in the answer it names',
    make: (at) =>
      observing(at, (action) => ({
        ...action,
        quote: oneOf(
          at.random,
          altered.filter((quote) => !mails.some((mail) => mail.includes(quote))),
        ),
      })),
  },
  {
    name: 'quote-from-nowhere',
    sort: 'decidable',
    note: 'the answer that is quoted was never stored',
    make: (at) =>
      observing(at, (action) => ({
        ...action,
        sourceRef: oneOf(at.random, ['activity-77', 'answer:1', 'https://somewhere.example/page', 'memory']),
      })),
  },
  {
    name: 'observed-value-not-in-quote',
    sort: 'paraphrase',
    note: 'the quote stands, and says another number',
    make: (at) => observing(at, (action) => ({ ...action, value: oneOf(at.random, [640, 83, 1200, 7]) })),
  },
  {
    name: 'note-wrong-number',
    sort: 'paraphrase',
    note: 'a note says another number than its cited fact',
    make: (at) => noting(at, 'add-note'),
  },
  {
    name: 'task-wrong-number',
    sort: 'paraphrase',
    note: 'a task says another number than its cited fact',
    make: (at) => noting(at, 'add-task'),
  },
  {
    name: 'memory-wrong-number',
    sort: 'paraphrase',
    note: 'what is to be remembered is another number than its cited fact',
    make: (at) => noting(at, 'remember'),
  },
  {
    name: 'contract-date-in-task',
    sort: 'paraphrase',
    note: 'a task names another day than its cited fact',
    make: (from) => {
      const at = { ...from, world: withContract(from) }
      const day = text(at.world.account.fields['contractEnd']) ?? ''
      const wrong = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
      const said = oneOf(at.random, [
        'Contract ends {v}: ask {first} what they need.',
        'Renewal is due on {v}.',
        'Prepare the renewal, contract until {v}.',
      ])
        .replace('{v}', at.wrong ? wrong : day)
        .replace('{first}', text(recipientOf(at.world).fields['firstName']) ?? '')
      return acting(at, {
        kind: 'add-task',
        purpose: 'renewal',
        text: said,
        cites: [factId(at.world.account, 'contractEnd'), factId(recipientOf(at.world), 'firstName')],
      })
    },
  },
]
