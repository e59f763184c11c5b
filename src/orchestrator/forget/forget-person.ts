import { Fault } from '#base/fault.ts'
import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { Forgotten } from '#records/forgotten.ts'
import type { AccountId } from '#records/ids.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { Db, WithDb } from '#state/db.ts'
import { unfinishedAt } from '#state/read/forget-unfinished.ts'
import { appendAudit } from '#state/write/audit.ts'
import { touchAccounts } from '#state/write/feed-touch.ts'
import { forgetProposals } from '#state/write/forget-proposals.ts'
import { forgetRows } from '#state/write/forget-rows.ts'
import { forgetSuppression } from '#state/write/forget-suppression.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { findPerson, type Found } from './find-person.ts'
import { forgetFiles } from './forget-files.ts'
import { remainsOf, type Remains } from './remains.ts'

export type ForgetWorld = Pick<World, 'crm' | 'clock' | 'faults' | 'workspace'> & WithDb

export interface ForgetAsk {
  /** A contact's id, or an e-mail address. */
  readonly who: string
  /** undefined: a dry run, which says what would go and changes nothing. */
  readonly person: ProvenPerson | undefined
  readonly config: Pick<BookConfig, 'select'>
  readonly playbook: string
}

/** What was forgotten; of a dry run, what would be. */
export interface ForgottenPerson {
  readonly contacts: readonly string[]
  readonly accounts: readonly AccountId[]
  /** Rows by kind. */
  readonly rows: Readonly<Record<string, number>>
  readonly files: number
  readonly isDryRun: boolean
  readonly remains: readonly Remains[]
}

/** How far back a timeline is asked for mails of the person. */
const timelineLength = 1000

async function activitiesOf({ crm }: Pick<World, 'crm'>, person: Forgotten): Promise<readonly string[]> {
  const ids = new Set<string>(person.contactIds)
  const timelines = await Promise.all(person.accountIds.map((id) => crm.timeline(id, timelineLength)))
  return timelines.flatMap(({ activities }) =>
    activities.flatMap(({ id, contactId }) => (contactId !== null && ids.has(contactId) ? [id] : [])),
  )
}

async function refuseUnfinished(trx: Db, accountIds: readonly AccountId[]): Promise<void> {
  const [first] = await unfinishedAt(trx, accountIds)
  if (first === undefined) return
  throw new Fault(
    'refused',
    `something is under way at the account ${first}: what is being written now would come back`,
    'let it end with: daybook run; then forget the person again',
  )
}

/** Everything of the database, in one transaction: all of it or nothing. */
async function inDatabase(trx: Db, person: Forgotten, ask: { activityIds: readonly string[]; now: Date }) {
  await refuseUnfinished(trx, person.accountIds)
  const proposals = await forgetProposals(trx, person, ask.now)
  const rest = await forgetRows(trx, person, ask.activityIds)
  const others = [...proposals.accountIds, ...rest.accountIds].filter((id) => !person.accountIds.includes(id))
  await refuseUnfinished(trx, others)
  const accounts = [...new Set([...person.accountIds, ...others])]
  await touchAccounts(trx, accounts)
  return { rows: { ...proposals.counts, ...rest.counts }, accounts }
}

const listed = ({ contactIds, emails }: Forgotten) => [
  ...contactIds.map((id) => ({ scope: 'person' as const, value: id.toLowerCase() })),
  ...emails.map((value) => ({ scope: 'address' as const, value })),
]

class NotMeant extends Error {}

/** The same statements, rolled back. */
async function wouldGo({ db }: WithDb, work: (trx: Db) => ReturnType<typeof inDatabase>) {
  let found: Awaited<ReturnType<typeof inDatabase>> = { rows: {}, accounts: [] }
  const rolledBack = db.transaction().execute(async (trx) => {
    found = await work(trx)
    throw new NotMeant()
  })
  await rolledBack.catch((thrown: unknown) => {
    if (!(thrown instanceof NotMeant)) throw thrown
  })
  return found
}

async function audited(
  trx: Db,
  { person, by, now }: { readonly person: Forgotten; readonly by: ProvenPerson; readonly now: Date },
  body: { readonly rows: Readonly<Record<string, number>>; readonly files: number },
): Promise<void> {
  const stands: string[] = []
  let isNew = body.files > 0 || Object.keys(body.rows).length > 0
  for (const one of listed(person)) {
    const { keyed, isNew: wasNew } = await forgetSuppression(trx, one)
    stands.push(keyed)
    isNew ||= wasNew
  }
  // A repetition that finds nothing has changed nothing.
  if (!isNew) return
  const entry = { kind: 'person-forgotten', accountId: null, runId: null, body: { ...body, stands } }
  await appendAudit(trx, [{ at: now.toISOString(), actor: `person:${by.name}`, ...entry }])
}

async function forget(world: ForgetWorld, ask: ForgetAsk, { person }: Found) {
  const now = world.clock()
  const activityIds = await activitiesOf(world, person)
  const work = (trx: Db) => inDatabase(trx, person, { activityIds, now })
  // The rows say which files speak of the person, and are gone only when the files are: a crash between finds both again.
  const { rows, accounts } = await wouldGo(world, work)
  const isDryRun = ask.person === undefined
  const files = await forgetFiles(world, person, { accountIds: accounts, isDryRun })
  const { person: by } = ask
  if (by === undefined) return { rows, accounts, files }
  world.faults.at('forget-files')
  const gone = await world.db.transaction().execute(async (trx) => {
    const done = await work(trx)
    await audited(trx, { person, by, now }, { rows: done.rows, files })
    return done
  })
  world.faults.at('forget-rows')
  await refreshIndex(world.db, { accountIds: gone.accounts, now, select: ask.config.select })
  return { ...gone, files }
}

/**
 * Erases what our tables and files say of a person, and puts keyed hashes of their address and id on the list of whom
 * nobody may write to. Proposals stay with their ids, rules and counts, marked as erased. Idempotent; a crash is
 * continued by the same call. Throws Fault `refused` while something is under way at one of the accounts.
 */
export async function forgetPerson(world: ForgetWorld, ask: ForgetAsk): Promise<ForgottenPerson> {
  const found = await findPerson(world, ask.who)
  const remains = await remainsOf(world, found, ask)
  const { rows, accounts, files } = await forget(world, ask, found)
  const contacts = found.person.contactIds
  return { contacts, accounts, rows, files, isDryRun: ask.person === undefined, remains }
}
