import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import { syncBook } from '#orchestrator/sync/sync-book.ts'
import type { Activity } from '#records/activity.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import { mailHash, mailText, untilOf, type MailReading } from '#records/inbound-reading.ts'
import type { WithDb } from '#state/db.ts'
import { knownReadings } from '#state/read/inbound-known.ts'
import { unreadMails } from '#state/read/inbound-unread.ts'
import { putMails } from '#state/write/inbound-mail.ts'
import { refreshIndex } from '#state/write/refresh-index.ts'
import { readTexts, type Reader, type Text, type TextsEnd } from './read-texts.ts'

type InboundWorld = Pick<World, 'crm' | 'clock' | 'random' | 'faults'> & WithDb

export interface InboundAsk {
  readonly config: Pick<BookConfig, 'select' | 'inbound'>
  readonly reader: Reader
  /** Mails asked at the same time, at most. */
  readonly inFlight: number
  readonly stop: AbortSignal
}

/** What a pass did: mails by how they ended. `left`: for the next run. */
export interface InboundPass extends TextsEnd {
  readonly read: number
  /** Of these, with a text that was read before. */
  readonly known: number
  readonly unreadable: number
  readonly left: number
}

type Mail = Activity & { readonly accountId: AccountId }
interface MailsOfText extends Text {
  readonly mails: readonly Mail[]
}

const page = 200

/** The mails, fresh from the CRM: the index keeps no text. One that is gone or has no account is left out. */
async function fetchMails({ crm }: InboundWorld, ids: readonly string[]): Promise<readonly Mail[]> {
  const mails: Mail[] = []
  for (let at = 0; at < ids.length; at += page) {
    const found = await crm.get('activity', ids.slice(at, at + page))
    for (const { accountId, ...mail } of found) if (accountId !== null) mails.push({ ...mail, accountId })
  }
  return mails
}

/** The same text in several mails is one text. */
function textsOf(mails: readonly Mail[], maxChars: number): readonly MailsOfText[] {
  return [...Map.groupBy(mails, mailHash)].flatMap(([hash, same]) => {
    const [first] = same
    if (first === undefined) return []
    const text = mailText(first).slice(0, maxChars).toWellFormed()
    return [{ hash, text, accountId: first.accountId, mails: same }]
  })
}

/**
 * Reads the unanswered mail that nobody read yet, each text once for ever, and tells the index of it. Safe to call at any
 * time and by several processes at once. It changes our own tables only. Throws what CRM and database throw, never a
 * Fault of the model.
 */
export async function readInbound(world: InboundWorld, ask: InboundAsk): Promise<InboundPass> {
  const { config, reader } = ask
  const { maxPerRun, maxChars } = config.inbound
  await syncBook(world, config)
  const unread = await unreadMails(world.db, { model: reader.model, now: world.clock(), limit: maxPerRun })
  const mails = await fetchMails(
    world,
    unread.mails.map(({ activityId }) => activityId),
  )
  const texts = textsOf(mails, maxChars)
  const touched = new Set<AccountId>()
  const count = { read: 0, known: 0, unreadable: 0 }
  const told = async (text: Text, reading: MailReading | undefined): Promise<void> => {
    const same = texts.find(({ hash }) => hash === text.hash)?.mails ?? []
    await note(world, reader.model, { mails: same, hash: text.hash, reading })
    for (const { accountId } of same) touched.add(accountId)
    if (reading === undefined) count.unreadable += same.length
    else count.read += same.length
  }
  const known = await knownReadings(world.db, { hashes: texts.map(({ hash }) => hash), model: reader.model })
  for (const text of texts) {
    const found = known.get(text.hash)
    const isEmpty = text.text === ''
    if (!isEmpty && (found === undefined || found.state === 'claimed')) continue
    await told(text, found?.reading ?? undefined)
    count.known += text.mails.length
  }
  const open = texts.filter(
    ({ hash, text }) => text !== '' && (known.get(hash)?.state ?? 'claimed') === 'claimed',
  )
  const claim = idOf('claim', world.clock().toISOString(), world.random())
  const end = await readTexts(world, { ...ask, texts: open, claim, onRead: told })
  world.faults.at('mail-noted')
  // A crash before this costs nothing: the next sync notices the mails that were noted.
  await refreshRows(world, config, [...touched])
  return { ...count, ...end, left: unread.waiting - count.read - count.unreadable }
}

/** Notes what was read in the mails of one text. Idempotent. */
function note(
  { db, clock }: InboundWorld,
  model: string,
  { mails, hash, reading }: { mails: readonly Mail[]; hash: string; reading: MailReading | undefined },
): Promise<void> {
  const rows = mails.map(({ id, accountId, at }) => ({
    activityId: id,
    accountId,
    hash,
    model,
    reading: reading ?? null,
    until: untilOf(reading?.until ?? null, new Date(at)),
  }))
  return putMails(db, rows, clock())
}

const chunk = 1000

async function refreshRows(
  { db, clock }: InboundWorld,
  { select }: InboundAsk['config'],
  accountIds: readonly AccountId[],
): Promise<void> {
  for (let at = 0; at < accountIds.length; at += chunk)
    await refreshIndex(db, { accountIds: accountIds.slice(at, at + chunk), now: clock(), select })
}
