import { idOf } from '#base/hash.ts'
import { Claim } from '#records/claim.ts'
import { lies, type Carrier } from './carrier.ts'

/** What an enrichment vendor says: the text in one claim, false figures in others, all of them very sure of themselves. */
export const carrier: Carrier = {
  name: 'vendor-answer',
  plant: ({ id, text, dossier: { account }, now }) => {
    const said: Readonly<Record<string, string | number>> = {
      description: text,
      employees: lies[Number(id.replaceAll(/\D/g, '')) % lies.length] ?? 0,
      industry: text.slice(0, 120).toWellFormed(),
    }
    const claims = Object.entries(said).map(([field, value]) =>
      Claim.parse({
        id: idOf('claim', account.id, field, 'hostile'),
        accountId: account.id,
        field,
        value,
        vendor: 'hostile',
        observedAt: now.toISOString(),
        confidence: 1,
      }),
    )
    return { claims }
  },
}
