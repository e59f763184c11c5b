import { Fault } from '#base/fault.ts'
import { idOf } from '#base/hash.ts'
import type { World } from '#ports/world.ts'
import type { BookConfig } from '#records/config.ts'
import type { WithDb } from '#state/db.ts'
import { putBook } from '#state/write/book.ts'
import type { BookRow } from '#state/write/book.ts'

/**
 * One database holds one book. `isNew`: it held none until this call, whatever lies in the folder. Fault `refused` when this one holds another: two books in it would share
 * their queue.
 */
export async function enterBook(
  world: Pick<World, 'clock' | 'random'> & WithDb,
  config: BookConfig,
): Promise<BookRow & { readonly isNew: boolean }> {
  const now = world.clock()
  const id = idOf('book', config.name, config.kind, now.toISOString(), world.random())
  const book = await putBook(world.db, { id, config, now })
  if (book.name !== config.name || book.kind !== config.kind)
    throw new Fault(
      'refused',
      `this database holds the book "${book.name}" (${book.kind}), daybook.toml says "${config.name}" (${config.kind})`,
      'name another database in DATABASE_URL, or put the name and kind in daybook.toml back',
    )
  return { ...book, isNew: book.id === id }
}
