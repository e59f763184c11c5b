import { sql } from 'kysely'
import * as z from 'zod'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { proposalsOfRun } from '#state/read/proposals-of-run.ts'
import { storedSelection } from '#state/read/replay-run.ts'
import { workedBook } from '../journey/undo-world.ts'
import type { History } from './history.ts'

const book = { accounts: 600, limit: 160 }
const kept = 40
/** So many of each kind of work and of each rule that held something, before others fill the places. */
const ofEach = 2

type Proposals = History['proposals']

const marksOf = ({ proposal, verdict }: Proposals[number]): readonly string[] => [
  proposal.skill,
  ...verdict.actions.flatMap((one) => (one.kind === 'hold' ? one.objections.map(({ rule }) => rule) : [])),
]

/** As many kinds as there are, in few accounts. */
function few(all: Proposals): Proposals {
  const count = new Map<string, number>()
  const isNew = (one: Proposals[number]): boolean => {
    const fresh = marksOf(one).filter((mark) => (count.get(mark) ?? 0) < ofEach)
    for (const mark of fresh) count.set(mark, (count.get(mark) ?? 0) + 1)
    return fresh.length > 0
  }
  const telling = all.filter(isNew)
  const rest = all.filter((one) => !telling.includes(one))
  return [...telling, ...rest].slice(0, kept).toSorted((a, b) => a.accountId.localeCompare(b.accountId))
}

/** Works the sample book anew and gives the history of that run. */
export async function recorded(): Promise<History> {
  const worked = await workedBook('built-in', book.limit, book.accounts)
  try {
    const { db, runId } = worked
    const { mark, config, feasibility, chosen } = await storedSelection(db, runId)
    if (feasibility.basis === undefined) throw new Error('the run says nothing of what it rests on')
    const { rows } = await sql`
      select to_jsonb(i) as row from daybook.book_index i
      where valid_from <= ${mark} and (valid_to is null or valid_to > ${mark}) order by account_id`.execute(
      db,
    )
    const index = z.array(z.object({ row: z.record(z.string(), z.json()) })).parse(rows)
    const proposals: History['proposals'] = []
    for await (const { accountId, pass, attempt, proposal, evidence, verdict } of proposalsOfRun(db, runId))
      proposals.push({ accountId, pass, attempt, proposal, evidence, verdict })
    const { gate, outreach, timeZone } = sampleConfig()
    return {
      settings: { gate, outreach, timeZone, select: config },
      mark,
      basis: feasibility.basis,
      chosen,
      index: index.map(({ row }) => row),
      proposals: few(proposals.toSorted((a, b) => a.accountId.localeCompare(b.accountId))),
    }
  } finally {
    await worked.close()
  }
}
