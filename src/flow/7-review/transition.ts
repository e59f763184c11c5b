import type { ItemState } from '#records/queue-item.ts'

// The queue item. Chosen against: a decision that is lost or applied twice. Accepted instead: the second of two people
// who decide at the same moment is told who was first.
//   open      waits for a person; leaves by: any decision, expired, nothing left to decide (the next try of a failed account)
//   snoozed   waits for a day to come, decidable all the while; leaves by: the same, or the day -> open
//   approved  released as it was · fixed  released with the prepared repair · edited  released with other actions;
//             leave by: the CRM did not take it -> open again
//   rejected  a person said no, for this cause for good
//   expired   nobody decided in time, or the matter is gone
export type ItemEvent =
  | { readonly kind: 'approve' | 'fix' | 'edit' | 'reject' | 'snooze' | 'assign' }
  /** The prepared repair left nothing to release. */
  | { readonly kind: 'fix-to-nothing' }
  | { readonly kind: 'expire' | 'wake' | 'put-back' }

export type Transition =
  | { readonly kind: 'to'; readonly state: ItemState }
  | { readonly kind: 'refused'; readonly why: string }

const to = (state: ItemState): Transition => ({ kind: 'to', state })
const refused = (why: string): Transition => ({ kind: 'refused', why })

function fromWaiting(state: 'open' | 'snoozed', { kind }: ItemEvent): Transition {
  switch (kind) {
    case 'approve':
      return to('approved')
    case 'fix':
      return to('fixed')
    case 'edit':
      return to('edited')
    case 'reject':
    case 'fix-to-nothing':
      return to('rejected')
    case 'snooze':
      return to('snoozed')
    case 'assign':
      return to(state)
    case 'expire':
      return to('expired')
    case 'wake':
      return state === 'snoozed' ? to('open') : refused('the item is not snoozed')
    case 'put-back':
      return to('open')
  }
}

/** Where an event takes a queue item, or why it cannot happen there. Pure and total. */
export function step(state: ItemState, event: ItemEvent): Transition {
  switch (state) {
    case 'open':
    case 'snoozed':
      return fromWaiting(state, event)
    case 'approved':
    case 'fixed':
    case 'edited':
      return event.kind === 'put-back' ? to('open') : refused(`the item is already ${state}`)
    case 'rejected':
    case 'expired':
      return refused(`the item is already ${state}`)
  }
}
