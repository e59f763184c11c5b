import type { ActionKind } from '#records/action.ts'
import type { Proposal } from '#records/proposal.ts'
import { linksOfRecord } from '../mail/allowed-links.ts'
import { mailRule } from '../mail/gate-rule.ts'
import type { AllowedLinks } from '../mail/link-fault.ts'
import { linksIn } from '../mail/links.ts'
import type { MailPolicy } from '../mail/mail.ts'
import { textFault } from '../mail/text-check.ts'
import { repairOf } from '../repair.ts'
import { rule, type Refusal, type Rule } from '../rule.ts'
import { textsOf, type ProposedText } from '../texts.ts'

const name = 'links-and-markup'
const kept: readonly ActionKind[] = [
  'set-field',
  'observe',
  'create-account',
  'create-contact',
  'add-note',
  'add-task',
  'remember',
  'raise-flag',
  'settle-claim',
]

/**
 * What leaves, or is kept for people to read, is plain text: links to allowed hosts alone, no markup, nothing invisible, no
 * placeholder left, no broken header, no subject that feigns a reply (G14, G15). Fields that hold an address may hold one.
 */
export function linksAndMarkup(policy: MailPolicy): Rule {
  const frame = { name, version: 2, canOverride: false } as const
  const message = mailRule(frame, policy)
  const record = rule({
    ...frame,
    judges: kept,
    needs: ['record', 'sender'],
    objects: ({ action }, _proposal, { record: { dossier }, sender }) => {
      const allowed = linksOfRecord({ dossier, sender, linkHosts: policy.linkHosts })
      return textsOf(action, undefined).flatMap((text) => faultOf(text, allowed) ?? [])[0]
    },
  })
  return {
    ...frame,
    needs: [...new Set([...message.needs, ...record.needs])],
    judges: (action) => message.judges(action) || record.judges(action),
    objects: (subject, proposal, evidence) =>
      message.judges(subject.action)
        ? mended(message.objects(subject, proposal, evidence), proposal)
        : record.objects(subject, proposal, evidence),
  }
}

/** A sentence that does not stand without its fault is left out, where the rest of the message stands without it. */
function mended(refusal: Refusal | undefined, { draft }: Proposal): Refusal | undefined {
  const sentence = refusal?.place?.sentence ?? null
  if (refusal === undefined || refusal.repair !== undefined || sentence === null || draft === undefined)
    return refusal
  return { ...refusal, ...repairOf(draft, sentence) }
}

const addressField = /^field (?:.*\.)?(?:.*(?:website|homepage|domain|url|link|linkedin|email|e-?mail))$/i

function faultOf({ where, text }: ProposedText, allowed: AllowedLinks): Refusal | undefined {
  const fault = addressField.test(where) && isAddress(text) ? undefined : textFault(text, allowed)
  return fault && { needed: fault.needed, found: fault.found, where }
}

/** One address of the web or of a mailbox and nothing else, without a query or a user. */
function isAddress(text: string): boolean {
  const [link] = linksIn(text)
  return link?.raw === text && link.host !== undefined && !link.carries
}
