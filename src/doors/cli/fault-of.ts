import * as z from 'zod'
import { Fault } from '#base/fault.ts'

const Coded = z.object({ code: z.string() })

const continues = 'it continues where it stopped'

const known: readonly (readonly [RegExp, (message: string) => Fault])[] = [
  [
    /^(55P03|40001|40P01|25P03)$/,
    (message) =>
      new Fault(
        'throttled',
        `the database stayed too busy (${message})`,
        `run the same command again; ${continues}`,
      ),
  ],
  [
    /^53100$/,
    () =>
      new Fault(
        'down',
        'the database has no disk space left; nothing half-written was kept',
        'free some space, then run the same command again; it continues where it stopped',
      ),
  ],
  [
    /^(ENOSPC|EDQUOT)$/,
    () =>
      new Fault(
        'down',
        'the disk is full',
        'free some space, then run the same command again; it continues where it stopped',
      ),
  ],
  [
    /^(08...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT)$/,
    (message) =>
      new Fault(
        'down',
        `the database went away (${message})`,
        'see that it runs (daybook doctor), then run the same command again; it continues where it stopped',
      ),
  ],
  [
    /^(28...|42501)$/,
    (message) =>
      new Fault(
        'refused',
        `the database refused us (${message})`,
        'check the user and its rights with: daybook doctor',
      ),
  ],
]

/** What is known of a failure that reached the door; undefined: a bug. */
export function faultOf(thrown: unknown): Fault | undefined {
  if (thrown instanceof Fault) return thrown
  const code = Coded.safeParse(thrown).data?.code
  const message = thrown instanceof Error ? thrown.message : ''
  if (
    /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(
      message,
    )
  )
    return new Fault(
      'down',
      `the database went away (${message})`,
      'see that it runs (daybook doctor), then run the same command again; it continues where it stopped',
    )
  const match = code === undefined ? undefined : known.find(([pattern]) => pattern.test(code))
  return match?.[1](message)
}
