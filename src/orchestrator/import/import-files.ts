import { Fault } from '#base/fault.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { World } from '#ports/world.ts'
import type { Suggestion } from '#records/suggestion.ts'
import type { WithDb } from '#state/db.ts'
import { importKeys } from '#state/read/import-keys.ts'
import { keepImportKeys } from '#state/write/import-key-insert.ts'
import { insertSuggestions } from '#state/write/suggestion-insert.ts'
import { checkSource } from './check-source.ts'
import { emptyTally, type Finding, type Tally } from './finding.ts'
import { importFile, type Known } from './import-file.ts'
import { type InspectedFile, inspectFile, type Said } from './inspect-file.ts'
import { ownerBook } from './owners.ts'
import type { DateOrder } from './read-date.ts'
import { SeenTexts } from './seen.ts'
import type { Session } from './session.ts'
import type { SourceFile } from './source-file.ts'
import { importKinds } from './targets.ts'

/** What an import needs of the book. `crmSetup` undefined: owners and stages are not ours to define. */
export type ImportNeeds = WithDb & {
  readonly world: Pick<World, 'crm' | 'clock' | 'faults'>
  readonly crmSetup: CrmSetup | undefined
}

export interface ImportAsk extends Omit<Said, 'today'> {
  readonly files: readonly SourceFile[]
  /** Which comes first in 03/04/2026; undefined: such cells are doubts. */
  readonly dates?: DateOrder | undefined
  /** When the files' values were true, as an Instant; undefined: now. A row's own date of change comes first. */
  readonly asOf?: string | undefined
  readonly isDryRun: boolean
}

/** Whom an import speaks to while it works. */
export interface ImportEars {
  /** Every file, before the first row is written. */
  readonly inspected: (files: readonly InspectedFile[]) => void
  /** In the order of rows; awaited, so that a slow disk slows the import instead of filling memory. */
  readonly report: (findings: readonly Finding[]) => Promise<void>
  readonly progress: (done: ImportProgress) => void
  readonly stop: AbortSignal
}

/** How far it is. Also true after a failure: what it counts is in the book. */
export interface ImportProgress {
  readonly tally: Tally
  readonly file: string
  /** 0..1 over all files. */
  readonly share: number
}

export interface ImportResult {
  readonly tally: Tally
  readonly byFile: readonly { readonly file: InspectedFile; readonly tally: Tally }[]
  readonly examples: readonly Suggestion[]
  /** A stop was asked for: the rest of the files was not read. */
  readonly isInterrupted: boolean
}

function addTo(total: Tally, tally: Tally): Tally {
  return {
    rows: total.rows + tally.rows,
    created: total.created + tally.created,
    updated: total.updated + tally.updated,
    unchanged: total.unchanged + tally.unchanged,
    rejected: total.rejected + tally.rejected,
    doubtful: total.doubtful + tally.doubtful,
    suggestions: total.suggestions + tally.suggestions,
    newSuggestions: total.newSuggestions + tally.newSuggestions,
  }
}

/** Every column that --map names must stand in one of the files: a typing mistake would silently change nothing. */
function checkMap(files: readonly InspectedFile[], said: ImportAsk): void {
  const names = new Set(files.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const stranger = said.map.find(({ column }) => !names.has(column))
  if (stranger === undefined) return
  throw new Fault(
    'refused',
    `--map names a column "${stranger.column}" that no file has; there are: ${[...names].join(', ').slice(0, 300)}`,
    'spell it as the header does',
  )
}

/** Looks into all files; companies first, so that people, deals and activities find theirs. */
async function inspectAll(ask: ImportAsk, today: string): Promise<readonly InspectedFile[]> {
  const files: InspectedFile[] = []
  for (const file of ask.files) files.push(await inspectFile(file, { ...ask, today }))
  checkMap(files, ask)
  return files.toSorted((a, b) => importKinds.indexOf(a.kind) - importKinds.indexOf(b.kind))
}

function openSession(needs: ImportNeeds, ask: ImportAsk, { file, source }: InspectedFile): Session {
  const now = needs.world.clock()
  return {
    crm: needs.world.crm,
    faults: needs.world.faults,
    setup: needs.crmSetup,
    suggest: async (pairs) =>
      ask.isDryRun
        ? pairs.map((suggestion) => ({ suggestion, isNew: true }))
        : insertSuggestions(needs, pairs, now),
    keys: { find: (asked) => importKeys(needs, asked), keep: (keys) => keepImportKeys(needs, keys) },
    file: file.name,
    source,
    now: now.toISOString(),
    asOf: ask.asOf,
    isDryRun: ask.isDryRun,
    seen: new SeenTexts(),
    pairs: new SeenTexts(),
    tally: emptyTally(),
    findings: [],
    examples: [],
  }
}

/**
 * Imports lists into the book's CRM. Nothing is written before all files were understood (Fault `refused` otherwise).
 * Idempotent: the same files again change nothing, also after a failure halfway (Fault, or an error of the database):
 * `progress` said last what is in the book by then.
 */
export async function importFiles(
  needs: ImportNeeds,
  ask: ImportAsk,
  ears: ImportEars,
): Promise<ImportResult> {
  const files = await inspectAll(ask, needs.world.clock().toISOString().slice(0, 10))
  ears.inspected(files)
  if (ask.source === undefined) for (const file of files) await checkSource(needs.world.crm, file)
  const known: Known = {
    owners: await ownerBook(needs.world),
    stages: [...(await needs.world.crm.dealStages())],
  }
  const allBytes = files.reduce((sum, { found }) => sum + found.bytes, 0)
  let result: ImportResult = { tally: emptyTally(), byFile: [], examples: [], isInterrupted: false }
  let doneBytes = 0
  for (const inspected of files) {
    const session = openSession(needs, ask, inspected)
    const before = result.tally
    const progress = (bytes: number) =>
      ears.progress({
        tally: addTo(before, session.tally),
        file: inspected.file.name,
        share: allBytes === 0 ? 1 : (doneBytes + bytes) / allBytes,
      })
    const isWhole = await importFile(session, inspected, {
      known,
      ask: { dates: ask.dates, report: ears.report, progress, stop: ears.stop },
    })
    doneBytes += inspected.found.bytes
    result = {
      tally: addTo(before, session.tally),
      byFile: [...result.byFile, { file: inspected, tally: session.tally }],
      examples: [...result.examples, ...session.examples].slice(0, 5),
      isInterrupted: !isWhole,
    }
    if (!isWhole) break
  }
  return result
}
