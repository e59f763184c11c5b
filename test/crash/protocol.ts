// What the driver and its children say to each other, over the channel of child_process.fork.
import * as z from 'zod'

/** Which CRM stands behind the port: the built-in one, or the fake one that lives in the driver and loses answers. */
export const WhichCrm = z.enum(['built-in', 'fake'])
export type WhichCrm = z.infer<typeof WhichCrm>

/** Where the child finds the book. */
export const Place = z.object({
  socket: z.string(),
  database: z.string(),
  folder: z.string(),
  /** The folder with the skills and the playbook as they are shipped. */
  shipped: z.string(),
  crm: WhichCrm,
  /** What the model was asked, line by line: the model's own log. */
  modelLog: z.string(),
  /** Accounts a day, accounts in flight, and how long the model thinks, in milliseconds. */
  limit: z.number(),
  inFlight: z.number(),
  latencyMs: z.number(),
  /** Keeps what was compiled for those that come after it: a process that is killed keeps nothing. */
  warms: z.boolean(),
  /** Sabotage: settles and confirms whatever the epoch says. The auditor must see it. */
})
export type Place = z.infer<typeof Place>

/** One thing a person or a clock asks of Daybook. Asked again after a kill, in the same words. */
export const Step = z.discriminatedUnion('kind', [
  /** The day's run; `drains`: asked to stop in its middle, and then once more. `mails`: new ones that came in before. */
  z.object({ kind: z.literal('run'), drains: z.boolean(), mails: z.number() }),
  z.object({
    kind: z.literal('decide'),
    items: z.array(
      z.object({ id: z.string(), version: z.number(), as: z.enum(['approve', 'fix', 'reject']) }),
    ),
  }),
  z.object({ kind: z.literal('undo'), run: z.string() }),
  z.object({ kind: z.literal('forget'), who: z.string() }),
  z.object({ kind: z.literal('import'), n: z.number() }),
])
export type Step = z.infer<typeof Step>

export const ToChild = z.discriminatedUnion('kind', [
  /** Does the step. `day` counts from the book's own; `sinceMs`: how long the step is under way, over all its processes. */
  z.object({
    kind: z.literal('do'),
    day: z.number(),
    sinceMs: z.number(),
    step: Step,
    dieAt: z.string().optional(),
    stopAt: z.string().optional(),
  }),
  /** Works as `daybook worker` until told to end. */
  z.object({ kind: z.literal('work'), day: z.number(), sinceMs: z.number(), dieAt: z.string().optional() }),
  z.object({ kind: z.literal('clock'), day: z.number(), sinceMs: z.number(), dieAt: z.string().optional() }),
  z.object({ kind: z.literal('crm'), call: z.number(), answer: z.unknown(), fault: z.unknown().optional() }),
  z.object({ kind: z.literal('end') }),
])
export type ToChild = z.infer<typeof ToChild>

export const FromChild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('did'), what: z.string() }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
  /** A person was told that the decision stands. */
  z.object({ kind: z.literal('told'), item: z.string(), version: z.number() }),
  z.object({ kind: z.literal('crm'), call: z.number(), method: z.string(), asked: z.array(z.unknown()) }),
])
export type FromChild = z.infer<typeof FromChild>

/** The moment the book was made for, and a day's morning in it. */
export const madeAt = new Date('2026-11-21T10:00:00Z')
export const morningOf = (day: number): number => madeAt.getTime() + day * 86_400_000
