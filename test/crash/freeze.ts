// A worker that is frozen in the middle of an account, presumed dead, and wakes up.
import { execFileSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultLabel } from '#ports/faults.ts'
import { isBusy } from '#state/busy.ts'
import { audit } from './auditor/audit.ts'
import type { Breach } from './auditor/breach.ts'
import { startChild } from './hand.ts'
import type { Ground, GroundAsk, Stage } from './stage.ts'
import { sidesOf } from './storm.ts'

const isStopped = (pid: number): boolean =>
  execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T')

/** As if the leases had run out: 15 seconds need not be waited for. A frozen transaction holds its row until the server ends it. */
async function expire(ground: Ground, tries = 8): Promise<void> {
  const past = `update daybook.work_item set lease = now() - interval '1 minute' where state = 'running'`
  try {
    await ground.owner.query(past)
  } catch (thrown) {
    if (!isBusy(thrown) || tries === 1) throw thrown
    await expire(ground, tries - 1)
  }
}

/** Freezes one process at the label, lets another one take over and end the run, wakes the first. What the auditor finds. */
export async function frozenAt(stage: Stage, label: FaultLabel, ask: GroundAsk): Promise<readonly Breach[]> {
  const ground = await stage.ground(ask)
  const start = () => startChild(stage.program, ground.place, { fake: ground.fake, onTold: () => {} })
  const [frozen, other] = [start(), start()]
  const step = { kind: 'run', drains: false, mails: 0 } as const
  const when = { kind: 'do', day: 1, sinceMs: 0, step } as const
  try {
    await Promise.all([frozen.ready, other.ready])
    frozen.tell({ ...when, stopAt: `${label}:1` })
    while (!isStopped(frozen.pid)) await wait(50)
    await expire(ground)
    other.tell({ ...when, sinceMs: 1000 })
    const taken = await other.next()
    if (taken.kind !== 'did') throw new Error(`the other one ended ${JSON.stringify(taken)}`)
    frozen.kill('SIGCONT')
    await frozen.next()
    const rows = async (sql: string) => (await ground.owner.query<Record<string, unknown>>(sql)).rows
    return audit(await sidesOf(ground, rows, []))
  } finally {
    for (const hand of [frozen, other]) {
      hand.kill('SIGKILL')
      await hand.gone
    }
    await ground.close()
  }
}
