import * as z from 'zod'

/** In whose name we write: the owner, and what may be said about us. `about` may be quoted in drafts. */
export const SenderProfile = z.object({
  name: z.string(),
  email: z.string(),
  company: z.string(),
  domain: z.string(),
  about: z.string(),
})
export type SenderProfile = z.infer<typeof SenderProfile>
