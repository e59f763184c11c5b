import type { Model } from '#ports/model.ts'
import type { World } from '#ports/world.ts'
import { syncBook } from '#orchestrator/sync/sync-book.ts'
import type { BookConfig } from '#records/config.ts'
import type { WithDb } from '#state/db.ts'
import { unreadMails } from '#state/read/inbound-unread.ts'

/** A recording holds conversations about accounts and no mails: whoever plays one keeps the readings there are. */
export const readsMail = ({ name }: Pick<Model, 'name'>): boolean => name !== 'recorded'

/** How many mails a run would read now, by the index brought up to date; equal texts count each. Writes nothing else. */
export async function mailsToRead({
  config,
  world,
  db,
}: WithDb & {
  readonly config: Pick<BookConfig, 'select' | 'inbound'>
  readonly world: Pick<World, 'crm' | 'clock' | 'model'>
}): Promise<number> {
  const { maxPerRun } = config.inbound
  if (maxPerRun === 0 || !readsMail(world.model)) return 0
  await syncBook({ ...world, db }, config)
  const ask = { model: world.model.idOf('classify'), now: world.clock(), limit: maxPerRun }
  return (await unreadMails(db, ask)).mails.length
}
