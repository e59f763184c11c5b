import { idOf } from '#base/hash.ts'
import { textOf } from '#records/fields.ts'
import type { DealStage } from '#records/stage.ts'
import { headerWords } from './header.ts'
import { foldName } from './identity.ts'
import { importRecords, type Recognition } from './import-people.ts'
import type { OwnerBook } from './owners.ts'
import type { Row } from './row.ts'
import type { Session } from './session.ts'
import { readDealStatus } from './vocabulary.ts'

/** Deals by the source's id. Without one, by account and name: stage, amount and date may change and it stays the deal. */
const deals = (source: string): Recognition => ({
  object: 'deal',
  keyOf: (row, account) => {
    const own = row.said['key']
    if (own !== undefined) return `${source}:${own}`
    const name = textOf(row.fields, 'name')
    return name === undefined || account === undefined
      ? undefined
      : `${source}:${idOf('named', account.id, foldName(name))}`
  },
  missing: 'no id, and not both a name and a known account',
})

/** A stage nobody defined yet, in the words of the list; won and lost by what they say. */
function newStage(label: string, stages: readonly DealStage[]): DealStage {
  const words = headerWords(label)
  const kind = /\bwon\b/.test(words) ? 'won' : /\blost\b|\bdead\b|\babandoned\b/.test(words) ? 'lost' : 'open'
  const order = stages.reduce((most, stage) => Math.max(most, stage.order), 0) + 1
  return { id: words.replaceAll(' ', '-') || 'stage', label, order, kind }
}

const findStage = (stages: readonly DealStage[], label: string): DealStage | undefined => {
  const words = headerWords(label)
  return stages.find((stage) => headerWords(stage.id) === words || headerWords(stage.label) === words)
}

/** The stage of a row: its stage column, unless a status column says that the deal is over. */
function wantedStage(stages: readonly DealStage[], row: Row): string | undefined {
  const label = textOf(row.fields, 'stage')
  const status = readDealStatus(row.said['dealStatus'] ?? '')
  if (status === undefined || status === 'open') return label
  const now = label === undefined ? undefined : findStage(stages, label)
  if (now?.kind === status) return label
  return stages.find(({ kind }) => kind === status)?.id ?? status
}

/** Makes sure that all stages of the rows are defined. Stages that are not ours to define stay as the list spells them. */
async function learnStages(session: Session, stages: DealStage[], rows: readonly Row[]): Promise<void> {
  const before = stages.length
  for (const row of rows) {
    const label = wantedStage(stages, row)
    if (label !== undefined && findStage(stages, label) === undefined) stages.push(newStage(label, stages))
  }
  if (stages.length > before && session.setup !== undefined && !session.isDryRun)
    await session.setup.putDealStages(stages.slice(before))
}

function withStage(stages: readonly DealStage[], row: Row): Row {
  const label = wantedStage(stages, row)
  const stage = label === undefined ? undefined : findStage(stages, label)
  return stage === undefined ? row : { ...row, fields: { ...row.fields, stage: stage.id } }
}

/** One batch of deals. `stages` grows by those the list brings along. */
export async function importDeals(
  session: Session,
  known: { readonly owners: OwnerBook; readonly stages: DealStage[] },
  rows: readonly Row[],
): Promise<void> {
  await learnStages(session, known.stages, rows)
  const staged = rows.map((row) => withStage(known.stages, row))
  await importRecords(session, deals(session.source), { owners: known.owners, rows: staged })
}
