import * as z from 'zod'
import { domainForms } from '#records/addresses.ts'
import { textOf } from '#records/fields.ts'
import { domainOf, foldedName } from '../domain/domain.ts'
import { freeMailDomains } from '../domain/shared-hosts.ts'
import { leftOut } from '../shown.ts'
import { args, tool, type ToolSession } from '../tool.ts'
import { isNearly } from './nearly.ts'

const mostShown = 10

const Output = z.object({
  duplicates: z.array(
    z.object({ id: z.string(), name: z.string(), domain: z.string().optional(), why: z.string() }),
  ),
  left: z.number().optional(),
})

/** The domain a company is known by; undefined for none, and for mail providers and other shared hosts. */
function ownDomain(text: string | null | undefined): string | undefined {
  const found = text ? domainOf(text) : undefined
  return found?.kind === 'owned' && !freeMailDomains.has(found.domain) ? found.domain : undefined
}

async function found({ brief, book }: ToolSession) {
  const { fields } = brief.dossier.account
  const domain = ownDomain(textOf(fields, 'domain'))
  const name = foldedName(textOf(fields, 'name') ?? '')
  const alike = await book.alike({
    accountId: brief.accountId,
    domains:
      domain === undefined ? [] : [...domainForms(textOf(fields, 'domain') ?? ''), domain, `www.${domain}`],
    // Names are looked up by how they begin: two of the same company rarely differ there.
    nameStart: /^\S{3,}/.exec(textOf(fields, 'name')?.toLowerCase() ?? '')?.[0],
  })
  return alike.flatMap((other) => {
    const theirs = foldedName(other.name)
    const reasons = [
      ...(domain !== undefined && ownDomain(other.domain) === domain ? [`same domain ${domain}`] : []),
      ...(name === '' || theirs === ''
        ? []
        : theirs === name
          ? ['same name']
          : isNearly(name, theirs)
            ? ['name differs in one letter']
            : []),
    ]
    if (reasons.length === 0) return []
    return [
      {
        id: other.id,
        name: other.name,
        ...(other.domain === null ? {} : { domain: other.domain }),
        why: reasons.join(', '),
      },
    ]
  })
}

/** The one tool that speaks of other accounts, and says no more of them than a merge needs: id, name, domain, why. */
export const duplicates = tool({
  name: 'duplicates',
  description:
    'Accounts of the book that may be this same company, by domain or nearly the same name: id, name, domain, why. Only such an id may stand in a merge-suggestion; never write their names or domains anywhere else.',
  input: args({}),
  output: Output,
  async find(session) {
    const all = await found(session)
    const left = all.length - mostShown
    return {
      tainted: false,
      value: { duplicates: all.slice(0, mostShown), ...leftOut(left) },
    }
  },
})
