import * as z from 'zod'
import { ShownValue, fitting, flags, leftOut, shownFields } from '../shown.ts'
import { args, tool } from '../tool.ts'

const none: ReadonlySet<string> = new Set()

const Output = z.object({
  deals: z.array(
    z.object({
      id: z.string(),
      isOpen: z.literal(true).optional(),
      fields: z.record(z.string(), ShownValue),
    }),
  ),
  stages: z.array(z.object({ id: z.string(), label: z.string(), kind: z.string() })),
  left: z.number().optional(),
})

/** The account's deals, with the pipeline they stand in. */
export const deals = tool({
  name: 'deals',
  description: 'The deals of the account with their fields, and the steps of the pipeline in order.',
  input: args({}),
  output: Output,
  find({ brief }) {
    const { fit, left } = fitting(
      brief.dossier.deals.map(({ id, fields }) => {
        const stage = brief.dealStages.find((step) => step.id === fields['stage'])
        return {
          id,
          ...flags({ isOpen: (stage?.kind ?? 'open') === 'open' }),
          fields: shownFields(fields, none),
        }
      }),
    )
    const stages = brief.dealStages
      .toSorted((a, b) => a.order - b.order)
      .map(({ id, label, kind }) => ({ id, label, kind }))
    return { tainted: false, value: { deals: fit, stages, ...leftOut(left) } }
  },
})
