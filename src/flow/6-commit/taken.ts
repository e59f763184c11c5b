import { link } from '#records/linked-actions.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Verdict } from '#records/verdict.ts'

/** A contact, account or domain that another order holds. */
export interface Taken {
  readonly scope: string
  readonly value: string
}

/**
 * The message of a proposal held for a reservation the gate did not see, and with it whatever needs the message. Only
 * when judging again did not explain it: the reservation was made, and taken back, between looking and writing.
 */
export const holdTaken = (verdict: Verdict, { actions }: Proposal, taken: Taken): Verdict => ({
  ...verdict,
  actions: link(
    actions,
    verdict.actions.map((said) =>
      said.kind === 'clear' && actions[said.action]?.kind === 'send-email'
        ? {
            kind: 'hold',
            action: said.action,
            objections: [
              {
                rule: 'duplicate-in-flight',
                needed: 'no other message to this contact, account or domain on its way',
                found: `the ${taken.scope} ${taken.value} is held by another order`,
              },
            ],
          }
        : said,
    ),
  ),
})
