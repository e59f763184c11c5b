// Which step brings a process by a label, chosen by what the book holds at this moment.
import * as z from 'zod'
import type { Point } from './points.ts'
import type { Step } from './protocol.ts'
import type { Storm } from './storm.ts'

const aRun = { kind: 'run', drains: false, mails: 2 } as const
const ways = ['approve', 'fix', 'reject'] as const

const OpenItems = z.array(z.object({ id: z.string(), version: z.number() }))
const Ids = z.array(z.object({ id: z.string() }))

async function decideStep({ ask }: Storm): Promise<Step | undefined> {
  const open = OpenItems.parse(
    await ask(
      `select id, version from daybook.queue_item where state = 'open' and failure is null order by id limit 4`,
    ),
  )
  if (open.length < 2) return undefined
  return {
    kind: 'decide',
    items: open.map((item, n) => ({ ...item, as: ways[n % ways.length] ?? 'reject' })),
  }
}

async function undoStep({ ask }: Storm): Promise<Step | undefined> {
  const [newest] = Ids.parse(
    await ask(
      `select r.id from daybook.run r where not exists (select 1 from daybook.undo u where u.run_id = r.id)
         and exists (select 1 from daybook.effect e where e.run_id = r.id and e.result in ('created', 'updated'))
       order by r.started_at desc limit 1`,
    ),
  )
  return newest && { kind: 'undo', run: newest.id }
}

async function forgetStep({ ask }: Storm, forgotten: Set<string>): Promise<Step | undefined> {
  const worked = Ids.parse(
    await ask(
      `select f.id from daybook.feed_contact f join daybook.proposal p using (account_id)
       where f.email is not null group by f.id order by f.id`,
    ),
  )
  const next = worked.find(({ id }) => !forgotten.has(id))
  if (next === undefined) return undefined
  forgotten.add(next.id)
  return { kind: 'forget', who: next.id }
}

/** Gives the step for a label; where the book holds nothing for it yet, a day is worked first, in peace. */
export function stepsOf(storm: Storm): (when: Point['when']) => Promise<Step> {
  const forgotten = new Set<string>()
  let imports = 0
  const choose = async (when: Point['when']): Promise<Step | undefined> => {
    switch (when) {
      case 'decide':
        return decideStep(storm)
      case 'undo':
        return undoStep(storm)
      case 'forget':
        return forgetStep(storm, forgotten)
      case 'import':
        return { kind: 'import', n: (imports += 1) }
      case 'drain':
        return { ...aRun, drains: true }
      default:
        return aRun
    }
  }
  return async (when) => {
    for (let days = 0; days < 5; days += 1) {
      const step = await choose(when)
      if (step !== undefined) return step
      await storm.step(aRun)
    }
    throw new Error(`five days of work gave nothing to ${when}`)
  }
}
