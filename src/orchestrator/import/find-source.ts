import { type Column, headerWords } from './header.ts'
import type { MappedColumn } from './mapping.ts'
import type { ImportKind } from './targets.ts'

// The same system must get the same name from every file it exports, whatever the file is called and whichever day it
// was made, or the second export would not find the first one's accounts. So the name comes from what stays: the way a
// known CRM spells its headers and ids, else the header of the id column, else `list`.

const generic = /^(id|key|uuid|guid|external id|unique id|source id|system id|crm id)$/
const ownIds =
  /^(record|company|account|organization|organisation|org|contact|person|lead|deal|opportunity|activity) (id|key)$/
const refIds =
  /^(associated company ids?|primary associated company id|parent id|companyid|accountid|hs object id)$/
const salesforceId = /^(001|003|006|00Q|00T|00U|005)[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/

interface Seen {
  readonly kind: ImportKind
  readonly columns: readonly Column[]
  readonly mapping: readonly MappedColumn[]
  readonly sample: readonly (readonly string[])[]
}

function knownSystem({ columns, mapping, sample }: Seen): string | undefined {
  const headers = columns.map(({ name }) => headerWords(name))
  if (columns.some(({ name }) => /^(organization|person|deal|activity|lead) - /i.test(name)))
    return 'pipedrive'
  if (headers.includes('record id') || headers.includes('hs object id')) return 'hubspot'
  const key = mapping.find(({ field }) => field === 'key')?.column.index
  const ids = key === undefined ? [] : sample.map((cells) => cells[key] ?? '').filter((id) => id !== '')
  return ids.length > 0 && ids.every((id) => salesforceId.test(id)) ? 'salesforce' : undefined
}

/** The name under which this file's ids are kept, when nobody said one with --source. */
export function findSource(seen: Seen): string {
  const known = knownSystem(seen)
  if (known !== undefined) return known
  const of = (field: string) => seen.mapping.find((mapped) => mapped.field === field)?.column.name
  const header = headerWords((seen.kind === 'accounts' ? undefined : of('accountKey')) ?? of('key') ?? '')
  const isPlain = header === '' || generic.test(header) || ownIds.test(header) || refIds.test(header)
  return isPlain ? 'list' : header.replaceAll(' ', '-').slice(0, 40)
}
