import * as z from 'zod'

export const CrmObject = z.enum(['account', 'contact', 'deal', 'activity'])
export type CrmObject = z.infer<typeof CrmObject>

/** One record of the outside world: `system` is the connector's name (`crm-local`, `hubspot`, …). */
export const Ref = z.object({ system: z.string(), object: CrmObject, id: z.string() })
export type Ref = z.infer<typeof Ref>
