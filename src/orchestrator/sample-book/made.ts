import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import type { Workspace } from '#ports/workspace.ts'
import { PlantedKind } from '#records/planted.ts'
import { Instant } from '#records/time.ts'
import type { SamplePlan } from './plan.ts'

/** What a sample book holds. `planted` counts accounts by kind. */
export const SampleMade = z.object({
  accounts: z.number().int(),
  owners: z.number().int(),
  contacts: z.number().int(),
  deals: z.number().int(),
  activities: z.number().int(),
  claims: z.number().int(),
  suppressions: z.number().int(),
  planted: z.partialRecord(PlantedKind, z.number().int()),
})
export type SampleMade = z.infer<typeof SampleMade>

/**
 * sample.json in the book's folder: the plan, with the moment it looks back from, and what was made once all of it was.
 * The moment must be kept: a loading that was cut off goes on with the same dates.
 */
const Kept = z.object({
  accounts: z.number().int(),
  seed: z.number().int(),
  now: Instant,
  made: SampleMade.nullable(),
})

const file = 'sample.json'

export const keep = (
  workspace: Workspace,
  { accounts, seed, now }: SamplePlan,
  made: SampleMade | null,
): Promise<void> =>
  workspace.write(file, `${JSON.stringify({ accounts, seed, now: now.toISOString(), made }, null, 2)}\n`)

/** What this folder was begun with; undefined when it is new. Fault `refused` if that is another plan. */
export async function begun(
  workspace: Workspace,
  asked: SamplePlan,
): Promise<{ readonly plan: SamplePlan; readonly made: SampleMade | null } | undefined> {
  const text = await workspace.read(file)
  if (text === undefined) return undefined
  const { accounts, seed, now, made } = Kept.parse(JSON.parse(text))
  if (accounts !== asked.accounts || seed !== asked.seed)
    throw new Fault(
      'refused',
      `this folder holds the sample book of ${accounts} accounts with seed ${seed}, not ${asked.accounts} with seed ${asked.seed}`,
      'name another folder: daybook demo DIR',
    )
  return { plan: { accounts, seed, now: new Date(now) }, made }
}
