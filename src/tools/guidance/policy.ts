import * as z from 'zod'
import { isProtected, standardFields } from '#records/field-dictionary.ts'
import { args, tool } from '../tool.ts'

const Output = z.object({
  suppressedContacts: z.array(z.string()),
  minDaysBetweenTouches: z.number(),
  actions: z.array(z.string()),
  protectedFields: z.array(z.string()),
})

const objects = ['account', 'contact', 'deal'] as const

const protectedFields = objects.flatMap((object) =>
  Object.keys(standardFields[object])
    .filter((field) => isProtected(object, field))
    .map((field) => `${object}.${field}`),
)

/** What may be done here, and to whom nobody may write. */
export const policy = tool({
  name: 'policy',
  description:
    'What may be proposed for this account: allowed actions, fields that only a person changes, contacts nobody may write to.',
  input: args({}),
  output: Output,
  find: ({ brief }) => ({
    tainted: false,
    value: {
      ...brief.policy,
      actions: brief.skill.actions,
      protectedFields,
    },
  }),
})
