// The end of the log outside the database: when it is written, and what it is worth when the file was hurt.
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import { fileWorkspace } from '#connectors/workspace-files/workspace.ts'
import { anchorAudit, anchorFile, readAnchors } from '#orchestrator/audit/anchor.ts'
import { anchorKeeper } from '#orchestrator/audit/anchor-keeper.ts'
import { checkAudit } from '#orchestrator/audit/check-audit.ts'
import { noFaults } from '#ports/faults.ts'
import { appendAudit } from '#state/write/audit.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const folder = await mkdtemp(join(tmpdir(), 'daybook-anchor-'))
afterAll(() => rm(folder, { recursive: true }))

const at = '2026-11-21T09:00:00.000Z'
async function append(rows: number): Promise<void> {
  const entry = { at, actor: 'daybook', kind: 'tested', accountId: null, runId: null, body: {} }
  await database()
    .db.transaction()
    .execute((trx) =>
      appendAudit(
        trx,
        Array.from({ length: rows }, () => entry),
      ),
    )
}

/** A keeper, a clock to turn, and what it has written. */
function keeping(workspace = memoryWorkspace()) {
  let ms = Date.parse(at)
  const notes: string[] = []
  const world = { db: database().db, clock: () => new Date(ms), workspace, faults: noFaults }
  const keeper = anchorKeeper(world, (line) => void notes.push(line))
  const accounts = async (count: number, minutes = 0): Promise<void> => {
    ms += minutes * 60_000
    for (let n = 0; n < count; n++) keeper.ended()
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const anchors = async () => (await readAnchors({ workspace }))?.anchors.map(({ seq }) => seq) ?? []
  return { world, keeper, accounts, anchors, notes }
}

test('while something works: nothing for little, an anchor for 1,000 rows, and for any row after ten minutes', async () => {
  const { keeper, accounts, anchors } = keeping()
  await append(3)
  await accounts(100)
  await append(900)
  await accounts(100)
  expect(await anchors()).toEqual([])
  await append(100)
  await accounts(100)
  expect(await anchors()).toEqual([1003])
  await append(1)
  await accounts(1, 9)
  expect(await anchors()).toEqual([1003])
  await accounts(1, 2)
  expect(await anchors()).toEqual([1003, 1004])
  await accounts(1, 20)
  await keeper.done()
  expect(await anchors()).toEqual([1003, 1004, 1004])
})

test('a file that cannot be written stops nothing and is said once', async () => {
  const workspace = {
    ...memoryWorkspace(),
    append: () => Promise.reject(new Fault('down', 'the disk is full')),
  }
  const { keeper, notes } = keeping(workspace)
  await keeper.done()
  await keeper.done()
  expect(notes).toEqual([expect.stringMatching(/not kept outside the database: the disk is full/)])
})

test('on the disk: a torn line is told, the next one begins a line of its own', async () => {
  const world = {
    db: database().db,
    clock: () => new Date(at),
    workspace: fileWorkspace(folder),
    faults: noFaults,
  }
  expect((await checkAudit(world)).anchored).toBeUndefined()
  await anchorAudit(world)
  await appendFile(join(folder, anchorFile), '{"at":"2026-')
  await Promise.all([anchorAudit(world), anchorAudit(world)])
  expect((await readFile(join(folder, anchorFile), 'utf8')).endsWith('}\n')).toBe(true)
  const { broken, anchored } = await checkAudit(world)
  expect({ broken, anchored }).toMatchObject({ broken: undefined, anchored: { anchors: 3, unreadable: [2] } })
})

test('an anchor that knows more rows than the chain has: cut off, or restored', async () => {
  const world = {
    db: database().db,
    clock: () => new Date(at),
    workspace: memoryWorkspace(),
    faults: noFaults,
  }
  await append(5)
  const anchor = await anchorAudit(world)
  const further = { ...anchor, seq: (anchor?.seq ?? 0) + 3, systemIdentifier: '1' }
  await world.workspace.append(anchorFile, JSON.stringify(further))
  const { broken, anchored } = await checkAudit(world)
  expect(broken).toMatchObject({
    seq: (anchor?.seq ?? 0) + 1,
    why: expect.stringMatching(/cut off, or .* restored/),
  })
  expect(anchored?.isOtherCluster).toBe(true)
})
