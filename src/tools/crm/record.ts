import * as z from 'zod'
import { ShownValue, dayOnly, shownFields } from '../shown.ts'
import { args, tool } from '../tool.ts'

const Output = z.object({
  account: z.object({
    id: z.string(),
    system: z.string(),
    ownerId: z.string().optional(),
    createdAt: z.string(),
    fields: z.record(z.string(), ShownValue),
    enteredByPeople: z.array(z.string()),
  }),
  stage: z.string(),
})

/** The account's own record, as read fresh when this work began. */
export const record = tool({
  name: 'record',
  description:
    'The account record, read from the CRM when this work began: fields, owner, stage, and which fields a person entered.',
  input: args({}),
  output: Output,
  find({ brief }) {
    const { account } = brief.dossier
    const own = brief.facts.filter(
      (fact) => fact.subject.object === 'account' && fact.sourceRef === account.id,
    )
    const tainted = new Set(own.filter((fact) => fact.tainted).map((fact) => fact.field))
    const entered = Object.entries(account.marks).filter(([, mark]) => mark.by === 'person')
    return {
      tainted: tainted.size > 0,
      value: {
        account: {
          id: account.id,
          system: own[0]?.subject.system ?? 'crm',
          ...(account.ownerId !== null && { ownerId: account.ownerId }),
          createdAt: dayOnly(account.createdAt),
          fields: shownFields(account.fields, tainted),
          enteredByPeople: entered.map(([name]) => name).toSorted(),
        },
        stage: brief.stage,
      },
    }
  },
})
