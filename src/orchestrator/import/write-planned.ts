import type { WriteResult } from '#ports/crm.ts'
import { reject } from './finding.ts'
import type { Planned } from './plan-row.ts'
import type { Row } from './row.ts'
import { type Session, settle } from './session.ts'

/** Rows that must be planned again, because their record moved on under us or an earlier row of the wave took it. */
export type Again = readonly Row[]

function settleOne(session: Session, planned: Planned, result: WriteResult): Row | undefined {
  const { row, remarks } = planned
  switch (result.kind) {
    case 'conflict':
      return row
    case 'error':
      settle(session, row, { kind: 'rejected', remarks: [reject(`the CRM refused it: ${result.message}`)] })
      return undefined
    case 'created':
    case 'updated':
    case 'unchanged':
      session.seen.add(result.ref.id)
      settle(session, row, { kind: result.kind, remarks })
      return undefined
  }
}

function settleDry(session: Session, { row, remarks, item, mark }: Planned): void {
  const isUnchanged = item === undefined || (item.id === undefined && session.seen.has(mark))
  session.seen.add(mark)
  settle(session, row, {
    kind: isUnchanged ? 'unchanged' : item.id === undefined ? 'created' : 'updated',
    remarks,
  })
}

/** Writes a wave (at most one row per record) and counts its rows. Rows that met a conflict come back. */
export async function writePlanned(
  session: Session,
  object: 'account' | 'contact' | 'deal',
  wave: readonly Planned[],
): Promise<Again> {
  if (session.isDryRun) {
    for (const planned of wave) settleDry(session, planned)
    return []
  }
  const writing = wave.filter(({ item }) => item !== undefined)
  const items = writing.flatMap(({ item }) => (item === undefined ? [] : [item]))
  const results = items.length === 0 ? [] : await session.crm.upsert(object, items)
  if (results.length !== items.length)
    throw new Error(`${items.length} items written, ${results.length} answered`)
  for (const planned of wave)
    if (planned.item === undefined) {
      session.seen.add(planned.mark)
      settle(session, planned.row, { kind: 'unchanged', remarks: planned.remarks })
    }
  return writing.flatMap((planned, i) => {
    const result = results[i]
    return result === undefined ? [] : (settleOne(session, planned, result) ?? [])
  })
}

// A record can move on once or twice while a run works beside us; ten times is somebody writing in a loop.
const tries = 10

/** Works off rows in waves until none is left; each wave gives back the rows for the next. */
export async function inWaves(
  session: Session,
  rows: readonly Row[],
  wave: (rows: readonly Row[]) => Promise<{ readonly conflicts: Again; readonly deferred: Again }>,
): Promise<void> {
  let waiting = rows
  let conflicts = 0
  while (waiting.length > 0) {
    const left = await wave(waiting)
    conflicts += left.conflicts.length > 0 ? 1 : 0
    if (conflicts > tries) {
      const remarks = [reject('its record changes faster than it can be written; import the file again')]
      for (const row of left.conflicts) settle(session, row, { kind: 'rejected', remarks })
      waiting = left.deferred
    } else waiting = [...left.conflicts, ...left.deferred].toSorted((a, b) => a.row - b.row)
  }
}
