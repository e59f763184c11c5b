import type { Objection, Repair } from '#records/objection.ts'
import type { Proposal } from '#records/proposal.ts'
import type { QueueItem } from '#records/queue-item.ts'
import { partOf } from './part-of-proposal.ts'

/** What the prepared repair makes of an item: a proposal to judge again, nothing, or no repair with the reason. */
export type Repaired =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'no-repair'; readonly why: string }

/** Rules that hold an action for what it is or for what it waits on: there is nothing to mend in it. */
const notToMend: readonly string[] = ['autonomy', 'needs']

/** The draft with its prepared replacements and without its dropped sentences; undefined when nothing is left of it. */
function mendDraft(proposal: Proposal, mends: readonly Repair[]): Proposal | undefined {
  const { draft } = proposal
  if (draft === undefined) return proposal
  const sentences = draft.sentences.flatMap((sentence, index) => {
    const own = mends.filter((mend) => 'sentence' in mend && mend.sentence === index)
    if (own.some(({ kind }) => kind === 'drop-sentence')) return []
    const [replaced] = own.flatMap((mend) => (mend.kind === 'replace-sentence' ? [mend.text] : []))
    return [replaced === undefined ? sentence : { ...sentence, text: replaced }]
  })
  const [subject = draft.subject] = mends.flatMap((mend) =>
    mend.kind === 'replace-subject' ? [mend.text] : [],
  )
  return sentences.length === 0 ? undefined : { ...proposal, draft: { ...draft, subject, sentences } }
}

/**
 * Applies what code prepared: offending sentences and actions are dropped or replaced, the rest of the held actions stays. An
 * objection without a repair needs a person's own answer. An action that needs a dropped one is judged again without it.
 */
export function repair(item: QueueItem): Repaired {
  const { proposal } = item
  if (proposal === null) return { kind: 'no-repair', why: 'the account failed; there is nothing to mend' }
  const holds = item.held.flatMap((said) => (said.kind === 'hold' ? [said] : []))
  const objections = holds
    .flatMap((said): Objection[] => said.objections)
    .filter(({ rule }) => !notToMend.includes(rule))
  if (objections.length === 0)
    return { kind: 'no-repair', why: 'nothing is wrong with it; approve it as it is' }
  const unmended = objections.find(({ repair: prepared }) => prepared === undefined)
  if (unmended !== undefined)
    return { kind: 'no-repair', why: `no repair is prepared for ${unmended.rule}: ${unmended.found}` }
  const mended = mendDraft(
    proposal,
    objections.flatMap(({ repair: mend }) => mend ?? []),
  )
  const kept = holds.flatMap((said) => {
    const drops = said.objections.some(({ repair: mend }) => mend?.kind === 'drop-action')
    const isEmpty = mended === undefined && proposal.actions[said.action]?.kind === 'send-email'
    return drops || isEmpty ? [] : [said.action]
  })
  const left = partOf(mended ?? proposal, kept)
  return left === undefined ? { kind: 'nothing-left' } : { kind: 'proposal', proposal: left }
}
