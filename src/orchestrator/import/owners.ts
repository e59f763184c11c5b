import { idOf } from '#base/hash.ts'
import { OwnerId } from '#records/ids.ts'
import type { Owner } from '#records/owner.ts'
import { emailOf } from '#tools/domain/domain.ts'
import { reject, type Remark } from './finding.ts'
import { foldName } from './identity.ts'
import type { Row } from './row.ts'
import type { Session } from './session.ts'

/** Owners by every spelling a list may use: id, address, name. */
export type OwnerBook = Map<string, OwnerId>

const spellings = (owner: Owner): readonly string[] =>
  [owner.id, owner.email, owner.name].map(foldName).filter((text) => text !== '')

/** What stands in an owner column where there is no owner. */
const nobody = /^(unassigned|no owner|none|nobody|n\/a|-+)$/i

const ownerText = (row: Row): string | undefined => {
  const text = row.said['owner']
  return text === undefined || nobody.test(text) ? undefined : text
}

export async function ownerBook(session: Pick<Session, 'crm'>): Promise<OwnerBook> {
  const owners = await session.crm.owners()
  return new Map(owners.flatMap((owner) => spellings(owner).map((text) => [text, owner.id] as const)))
}

/** An owner nobody defined yet. The id comes from the spelling, so that the next import finds the same person. */
function newOwner(text: string): Owner {
  const email = emailOf(text) ?? ''
  const id = OwnerId.parse(idOf('owner', foldName(email === '' ? text : email)))
  return {
    id,
    name: email === '' ? text : (email.split('@')[0] ?? text),
    email,
    active: true,
    delegateId: null,
  }
}

/** Makes sure that all owners of the rows are known; a CRM that is not ours keeps its owners to itself. */
export async function learnOwners(session: Session, book: OwnerBook, rows: readonly Row[]): Promise<void> {
  const unknown = new Map<string, Owner>()
  for (const row of rows) {
    const text = ownerText(row)
    if (text !== undefined && !book.has(foldName(text))) unknown.set(foldName(text), newOwner(text))
  }
  if (unknown.size === 0 || session.setup === undefined) return
  if (!session.isDryRun) await session.setup.putOwners([...unknown.values()])
  for (const [text, owner] of unknown) for (const one of [text, ...spellings(owner)]) book.set(one, owner.id)
}

/** The row's owner; a name the CRM does not know is left out and said. */
export function ownerOf(book: OwnerBook, row: Row): { id: OwnerId | undefined; remarks: readonly Remark[] } {
  const text = ownerText(row)
  const id = text === undefined ? undefined : book.get(foldName(text))
  if (text === undefined || id !== undefined) return { id, remarks: [] }
  const cell = row.cells.get('owner')
  const { reason } = reject('the CRM knows no such owner')
  return {
    id,
    remarks: [{ column: cell?.column ?? 'owner', value: cell?.value ?? text, reason, severity: 'doubtful' }],
  }
}
