import { hasFreshBusiness } from './citable.ts'
import { closeDateInNote, headCountInMail } from './finds.ts'
import { followUp, wasJustTouched } from './follow-up.ts'
import type { Intent } from './intents.ts'
import { conflictNote, countryFromLocation, filled, settled, tidyCountry, tidyIndustry } from './mending.ts'
import { accountPlan, meetingPrep } from './pages.ts'
import type { Known } from './reading.ts'
import { segmented } from './segment.ts'
import { nextStep } from './sequence.ts'
import { flag, has, mail, missingContact, renewalTask, say, summary } from './wishes.ts'

// What the drafter wants for an account, by its kind of work, stage, signals and facts. Our own notes,
// tasks, flags and memories have no say, so that working the account again wants the same; a message of ours that went
// out has one, and it is to wait.

const isAlive = ({ stage }: Known): boolean => stage !== 'closed'

const tidied = (known: Known): readonly Intent[] => [
  ...countryFromLocation(known),
  ...tidyCountry(known),
  ...tidyIndustry(known),
]

/** What is found on the way, whatever the work is about. */
const asides = (known: Known): readonly Intent[] => [
  ...(isAlive(known) ? [...settled(known), ...missingContact(known), ...conflictNote(known)] : []),
  ...headCountInMail(known),
  ...closeDateInNote(known),
  ...(isAlive(known) ? [...filled(known), ...tidied(known)] : []),
]

const hotLead = (known: Known): readonly Intent[] =>
  known.stage === 'new' && has(known, 'new-lead') && has(known, 'job-posting')
    ? [flag(known, 'hot-lead', 'flagHotLead')]
    : []

const stale = (known: Known): readonly Intent[] =>
  isAlive(known) && !hasFreshBusiness(known) ? [flag(known, 'stale-data', 'flagStale')] : []

const firstOutreach = (known: Known): readonly Intent[] =>
  known.stage === 'new' ? [...summary(known), ...mail(known, 'first'), ...hotLead(known)] : []

const researched = (known: Known): readonly Intent[] =>
  isAlive(known) ? [...summary(known), ...renewalTask(known), ...hotLead(known)] : []

const mended = (known: Known): readonly Intent[] => [
  ...headCountInMail(known),
  ...(isAlive(known) ? [...settled(known), ...filled(known, 'careful'), ...tidied(known)] : []),
  ...stale(known),
]

const bySkill: Readonly<Record<string, (known: Known) => readonly Intent[]>> = {
  research: (known) => [...researched(known), ...asides(known), ...stale(known)],
  enrichment: asides,
  segmentation: (known) =>
    isAlive(known) ? [...segmented(known), ...headCountInMail(known), ...countryFromLocation(known)] : [],
  sequencing: (known) => (isAlive(known) ? [...nextStep(known), ...headCountInMail(known)] : []),
  'follow-up': (known) => [...followUp(known), ...asides(known)],
  hygiene: mended,
  'account-plan': accountPlan,
  'first-outreach': (known) => [...firstOutreach(known), ...asides(known)],
  'meeting-prep': meetingPrep,
}

function nothing(known: Known): Intent {
  if (known.record === undefined) return { kind: 'none', reason: say('noneUnread') }
  if (known.stage === 'closed') return { kind: 'none', reason: say('noneClosed') }
  if (known.skill === 'sequencing') return { kind: 'none', reason: say('noneRest') }
  if (known.skill === 'segmentation') return { kind: 'none', reason: say('noneUnknown') }
  if (known.skill === 'meeting-prep') return { kind: 'none', reason: say('noneMeeting') }
  return { kind: 'none', reason: say(wasJustTouched(known) ? 'noneTouched' : 'noneQuiet') }
}

/** All the drafter wants for one account, at least one intent. The same conversation gives the same intents. */
export function choose(known: Known): readonly Intent[] {
  if (known.record === undefined) return [nothing(known)]
  const wanted = bySkill[known.skill]?.(known) ?? []
  return wanted.length === 0 ? [nothing(known)] : wanted
}
