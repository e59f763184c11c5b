import * as z from 'zod'
import { Instant } from './time.ts'

/** Somebody who may release things. The secret is never here, not even as a hash. */
export const Person = z.object({ id: z.string(), name: z.string(), createdAt: Instant })
export type Person = z.infer<typeof Person>

/** A person who has just proved to be one. Parsed into being in doors/person-proof.ts only, after the secret matched. */
export const ProvenPerson = z.object({ id: z.string(), name: z.string() }).brand<'ProvenPerson'>()
export type ProvenPerson = z.infer<typeof ProvenPerson>
