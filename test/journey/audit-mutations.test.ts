// The log in other hands: whatever is done to it shows, by the chain or by an anchor. More of them: npm run test:audit
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorAudit, readAnchors } from '#orchestrator/audit/anchor.ts'
import { checkAudit } from '#orchestrator/audit/check-audit.ts'
import { noFaults } from '#ports/faults.ts'
import { verifyAudit, type AuditCheck } from '#state/read/audit-verify.ts'
import { appendAudit } from '#state/write/audit.ts'
import type { Db } from '#state/db.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'
import { mutate } from './audit-mutations.ts'

const count = Number(process.env['AUDIT_MUTATIONS'] ?? 120)
const database = useDatabase()
const workspace = memoryWorkspace()
const clock = () => new Date('2026-11-21T09:00:00Z')

beforeAll(async () => {
  const { db } = database()
  for (let n = 0; n < 30; n++) {
    const at = new Date(Date.UTC(2026, 10, 1, 9, n, 0, n * 7)).toISOString()
    const body = {
      proposal: `prop_${n}`,
      effects: [{ id: `effect_${n}`, n, share: n / 7, done: n % 2 === 0 }],
    }
    const where = n % 5 === 0 ? { accountId: null, runId: null } : { accountId: `acc_${n}`, runId: 'run_1' }
    await db.transaction().execute(async (trx) => {
      await appendAudit(trx, [
        { at, actor: 'daybook', kind: 'account-committed', ...where, body },
        { at, actor: 'person:Ada', kind: 'item-approved', ...where, body: { text: 'Grüße, "x"\n' } },
      ])
    })
    if (n % 10 === 9) await anchorAudit({ db, clock, workspace, faults: noFaults })
  }
})

class Undone extends Error {}

/** What checking finds after `work`, which is then taken back. */
async function foundAfter(work: (trx: Db) => Promise<unknown>, anchored: boolean): Promise<AuditCheck> {
  let found: AuditCheck | undefined
  const anchors = (await readAnchors({ workspace }))?.anchors
  const done = database()
    .ownerDb.transaction()
    .execute(async (trx) => {
      await work(trx)
      found = await verifyAudit({ db: trx }, anchored ? anchors : [])
      throw new Undone()
    })
  await done.catch((thrown: unknown) => {
    if (!(thrown instanceof Undone)) throw thrown
  })
  if (found === undefined) throw new Error('nothing was checked')
  return found
}

test('untouched it stands, up to its last row, with every anchor', async () => {
  const { rows, broken, anchored } = await checkAudit({ db: database().db, workspace })
  expect({ rows, broken }).toEqual({ rows: 60, broken: undefined })
  expect(anchored).toMatchObject({ anchors: 3, upTo: 60, unreadable: [], isOtherCluster: false })
})

test(`${count} things done to it are all found`, { timeout: 600_000 }, async () => {
  const unseen: string[] = []
  for (let seed = 1; seed <= count; seed++) {
    let what = ''
    const { broken } = await foundAfter(async (trx) => {
      what = await mutate(trx, seed)
    }, true)
    if (broken === undefined) unseen.push(`${seed}: ${what}`)
  }
  expect(unseen).toEqual([])
})

const rewritten = 3 // the place of `rewrite` in the list

test('without anchors the same chain written anew would stand: this is what they are for', async () => {
  const work = (trx: Db) => mutate(trx, rewritten)
  expect((await foundAfter(work, false)).broken).toBeUndefined()
  expect((await foundAfter(work, true)).broken?.why).toMatch(/written anew/)
})

afterAll(async () => {
  expect((await checkAudit({ db: database().db, workspace })).broken).toBeUndefined()
})
