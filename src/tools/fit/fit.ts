import * as z from 'zod'
import { numberOf, textOf } from '#records/fields.ts'
import { fitOf } from '#records/fit.ts'
import { sizeBandOf } from '#records/index-row.ts'
import { args, tool } from '../tool.ts'

const Output = z.object({
  strength: z.number(),
  parts: z.array(
    z.object({
      field: z.string(),
      value: z.string().nullable(),
      is: z.enum(['in', 'out', 'any', 'unknown']),
      wanted: z.array(z.string()).optional(),
    }),
  ),
})

/** How well the account matches the ideal customer: what scoring says, with its reasons. */
export const fit = tool({
  name: 'fit',
  description:
    'How well the account matches our ideal customer, 0 to 1: for industry, size and country whether it is in the list of those we want ("any": no list is set; "unknown": there is one, and the record does not say). Computed; do not estimate it yourself.',
  input: args({}),
  output: Output,
  find({ brief, book }) {
    const { fields } = brief.dossier.account
    const { strength, parts } = fitOf(book.idealCustomer, {
      industry: textOf(fields, 'industry') ?? null,
      sizeBand: sizeBandOf(numberOf(fields, 'employees')),
      country: textOf(fields, 'country') ?? null,
    })
    return {
      tainted: false,
      value: {
        strength: Math.round(strength * 100) / 100,
        // What is wanted is worth saying where it is missed. For the score what is not known is not in the list; whoever
        // judges must not take it for a no.
        parts: parts.map(({ field, value: stored, is, wanted }) => {
          const value = stored === 'unknown' ? null : stored
          return is === 'out'
            ? { field, value, is: value === null ? 'unknown' : is, wanted }
            : { field, value, is }
        }),
      },
    }
  },
})
