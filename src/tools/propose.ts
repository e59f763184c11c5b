import * as z from 'zod'
import type { Skill } from '#records/brief.ts'
import type { ToolDefinition } from '#records/conversation.ts'
import { JsonValue } from '#records/fields.ts'
import { Proposal } from '#records/proposal.ts'

// The subagent's one way out. It is no tool with a handler: calling it ends the work, so the loop takes its input, and
// what it may say of the account, the run and the version is filled in by code.

/** What a subagent writes itself; account, run, skill and version come from the run token. */
const Handover = Proposal.omit({ accountId: true, runId: true, skill: true, basedOn: true })

const Schema = z.record(z.string(), JsonValue)
const Kinded = z.object({ properties: z.object({ kind: z.object({ const: z.string() }) }) })
const Actions = z.object({
  properties: z.looseObject({
    actions: z.looseObject({ items: z.looseObject({ oneOf: z.array(Schema) }) }),
  }),
})

/** The definition of `propose` for one skill: the actions of other skills are left out. The same bytes per skill. */
export function proposeDefinition(skill: Pick<Skill, 'actions'>): ToolDefinition {
  const schema = Schema.parse(z.toJSONSchema(Handover, { io: 'input' }))
  const { actions } = Actions.parse(schema).properties
  const oneOf = actions.items.oneOf.filter((option) =>
    skill.actions.includes(Kinded.parse(option).properties.kind.const),
  )
  const properties = Schema.parse(schema['properties'])
  return {
    name: 'propose',
    description:
      'Hand in your work. This ends it. At least one action; if nothing is worth doing, one action of kind none with the reason. `nextTouch` and the `until` of a flag lie at most 180 days ahead. Every checkable sentence cites the ids of facts that contain its numbers and names.',
    inputSchema: {
      ...schema,
      properties: {
        ...properties,
        actions: Schema.parse({ ...actions, items: { ...actions.items, oneOf } }),
      },
    },
  }
}
