import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { auditHead } from '#state/read/audit-head.ts'
import { anchorAudit } from './anchor.ts'

/** An anchor at least every so many rows, and every so many milliseconds in which something was written. */
const [mostRows, mostMs] = [1000, 600_000]
/** How many ended accounts, or milliseconds, pass between two looks at the chain: an account writes two or three rows. */
const [lookAccounts, lookMs] = [100, 60_000]

/** Keeps the end of the audit chain outside the database while something works. */
export interface AnchorKeeper {
  /** An account ended. Costs nothing but, now and then, one look-up; never fails. */
  ended(): void
  /** The last anchor. Resolves when it is on the disk, or was said to be missing. */
  done(): Promise<void>
}

type Needs = Pick<World, 'clock' | 'workspace' | 'faults'> & WithDb

/** A file that cannot be written stops no work: it is said, once, and `daybook audit verify` shows what is not anchored. */
function saying(note: (line: string) => void): (work: () => Promise<void>) => Promise<void> {
  let isSaid = false
  return (work) =>
    work().catch((thrown: unknown) => {
      if (!(thrown instanceof Fault)) throw thrown
      if (!isSaid) note(`the end of the audit log is not kept outside the database: ${thrown.message}`)
      isSaid = true
    })
}

/** Looks whether it is time, and anchors. */
function anchoring(world: Needs) {
  let at = world.clock().getTime()
  let seq: number | undefined
  const anchor = async (): Promise<void> => {
    seq = (await anchorAudit(world))?.seq
    at = world.clock().getTime()
  }
  const look = async (): Promise<void> => {
    const { seq: now } = await auditHead(world)
    seq ??= now
    const isOld = now > seq && world.clock().getTime() - at >= mostMs
    if (now - seq >= mostRows || isOld) await anchor()
  }
  return { anchor, look }
}

/** Call `ended` after each account and `done` once, at the end of the run. */
export function anchorKeeper(world: Needs, note: (line: string) => void): AnchorKeeper {
  const { anchor, look } = anchoring(world)
  const quietly = saying(note)
  let looked = world.clock().getTime()
  let accounts = 0
  let working: Promise<void> | undefined
  return {
    ended() {
      accounts += 1
      const now = world.clock().getTime()
      if (working !== undefined || (accounts < lookAccounts && now - looked < lookMs)) return
      ;[accounts, looked] = [0, now]
      // What fails otherwise, fails again in `done`, where it is heard.
      working = quietly(look)
        .catch(() => {})
        .finally(() => (working = undefined))
    },
    async done() {
      await working
      await quietly(anchor)
    },
  }
}
