import { cut, seenText } from '#base/seen-text.ts'
import * as z from 'zod'
import type { Activity } from '#records/activity.ts'
import type { ToolAnswer } from '#records/evidence.ts'
import { domainOfEmail, emailOf } from '../domain/domain.ts'
import { fitting, leftOut, quoted } from '../shown.ts'
import { args, tool } from '../tool.ts'
import { readPayload, type Lead } from './payload.ts'

const Output = z.object({
  leads: z.array(
    z.object({
      ref: z.string(),
      activity: z.string(),
      kind: z.string(),
      at: z.string().optional(),
      email: z.string().optional(),
      domain: z.string().optional(),
      fields: z.array(
        z.object({
          label: z.string(),
          type: z.string(),
          quoted: z.string(),
          clipped: z.literal(true).optional(),
        }),
      ),
    }),
  ),
  left: z.number().optional(),
})

const refOf = ({ id }: Activity): string => `lead:${id}`

/** What was submitted, plainly, one field a line: a quote of the stored JSON would stumble over its escapes. */
const source = (activity: Activity, { fields }: Lead): ToolAnswer => ({
  ref: refOf(activity),
  tool: 'lead',
  text: fields.map(({ label, value }) => `${label}: ${value}`).join('\n'),
  tainted: true,
})

function shown(activity: Activity, { kind, at, fields }: Lead) {
  const email = fields.flatMap(({ type, value }) => (type === 'email' ? (emailOf(value) ?? []) : []))[0]
  const domain = email === undefined ? undefined : domainOfEmail(email)
  return {
    ref: refOf(activity),
    activity: activity.id,
    kind,
    ...(at === undefined ? {} : { at }),
    ...(email === undefined ? {} : { email }),
    ...(domain === undefined ? {} : { domain }),
    fields: fields.map(({ label, type, value }) => {
      const { quoted: text, clipped } = quoted(value, { tainted: true, max: 500 })
      return { label: cut(label, 200), type, quoted: text, ...(clipped && { clipped }) }
    }),
  }
}

/** Form submissions and bookings that reached us as JSON, as typed fields. */
export const lead = tool({
  name: 'lead',
  description:
    "Form submissions and booked meetings that stand in the timeline as JSON (Typeform, Calendly), read into fields. All of it was typed by outsiders. To observe one, quote a field literally and name its `ref`; `domain` is whose company the e-mail address belongs to, if anybody's.",
  input: args({}),
  output: Output,
  find({ brief }) {
    const found = brief.timeline.activities.flatMap((activity) => {
      const read = readPayload(seenText(activity.body))
      return read === undefined ? [] : [{ activity, read }]
    })
    const { fit, left } = fitting(found.map(({ activity, read }) => shown(activity, read)))
    return {
      tainted: fit.length > 0,
      value: { leads: fit, ...leftOut(left) },
      sources: found.slice(0, fit.length).map(({ activity, read }) => source(activity, read)),
    }
  },
})
