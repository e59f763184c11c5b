import { readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import { decide } from '#gate/decide.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import type { Difference } from '#orchestrator/replay/replay-ask.ts'
import { verdictsApart } from '#orchestrator/replay/replay-proposals.ts'
import { placesApart } from '#orchestrator/replay/replay-run.ts'
import { SelectConfig } from '#records/config.ts'
import { GateConfig, OutreachConfig } from '#records/gate-config.ts'
import { Chosen, SelectionBasis } from '#records/selection.ts'
import { StoredProposal } from '#records/stored-proposal.ts'
import { selectAgain } from '#select/step.ts'
import type { Db } from '#state/db.ts'

// A golden history: one stored run of a small book, with all that its selection and its verdicts rest on. Today's code
// must come to the same; where it may not, a person has accepted the difference (see README.md).

const file = new URL('sample.json.gz', import.meta.url)

const History = z.object({
  /** What the gate was set to. */
  settings: z.object({
    gate: GateConfig,
    outreach: OutreachConfig,
    timeZone: z.string(),
    select: SelectConfig,
  }),
  mark: z.number(),
  basis: SelectionBasis,
  chosen: z.array(Chosen.omit({ reasons: true })),
  /** The book's index as it stood, a row of the table each. */
  index: z.array(z.record(z.string(), z.json())),
  proposals: z.array(StoredProposal.omit({ id: true, runId: true, briefHash: true, at: true })),
})
export type History = z.infer<typeof History>

export const readHistory = (): History => History.parse(JSON.parse(gunzipSync(readFileSync(file)).toString()))

/** The same history gives the same bytes. */
export const writeHistory = (history: History): void =>
  writeFileSync(file, gzipSync(canonicalJson(History.parse(history)), { level: 9 }))

/** The proposals with the verdicts today's rules give on the stored evidence, under the stored settings. */
export function judgedToday({ settings, proposals }: History): History['proposals'] {
  const ruleset = rulesetOf(settings)
  return proposals.map((one) => ({ ...one, verdict: decide(one.proposal, one.evidence, ruleset) }))
}

/** Every account whose verdict today's rules give differently. */
export const verdictsChanged = (history: History): readonly Difference[] =>
  judgedToday(history).flatMap(({ accountId, verdict }, at) => {
    const was = history.proposals[at]
    return was === undefined ? [] : verdictsApart(accountId, was.verdict, verdict)
  })

/** The places today's code gives on the stored index. `db`: an empty book. */
export async function chosenToday(db: Db, { settings, mark, basis, index }: History) {
  await sql`truncate daybook.book_index`.execute(db)
  await sql`
    insert into daybook.book_index
    select * from jsonb_populate_recordset(null::daybook.book_index, ${JSON.stringify(index)}::jsonb)`.execute(
    db,
  )
  const { chosen } = await selectAgain({ db }, { config: settings.select, mark, basis })
  return chosen.map(({ reasons: _words, ...place }) => place)
}

/** Every account whose place today's code gives differently. */
export const placesChanged = async (db: Db, history: History): Promise<readonly Difference[]> =>
  placesApart(history.chosen, await chosenToday(db, history))
