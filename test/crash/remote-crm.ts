// The fake CRM lives in the driver and outlives every child, as a vendor outlives us.
import { Fault } from '#base/fault.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { Crm, CrmRecords, ScanPage } from '#ports/crm.ts'
import type { CrmObject } from '#records/ref.ts'

type Book = Crm & CrmSetup

/** Sends a call and waits for its answer. */
export type Ask = (method: string, asked: readonly unknown[]) => Promise<unknown>

/** The child's side: a CRM whose every call goes to the driver. */
export function remoteCrm(ask: Ask): Book {
  const call =
    (method: string) =>
    (...asked: readonly unknown[]): Promise<never> =>
      ask(method, asked) as Promise<never>
  async function* scan<K extends CrmObject>(object: K, since?: string): AsyncGenerator<ScanPage<K>> {
    for (const page of (await ask('scan', [object, since])) as readonly ScanPage<K>[]) yield page
  }
  return {
    system: 'crm-fake',
    caps: { optimistic: 'native', maxBatch: 20, feed: 'poll' },
    scan,
    get: call('get'),
    dossier: call('dossier'),
    timeline: call('timeline'),
    match: call('match'),
    owners: call('owners'),
    dealStages: call('dealStages'),
    upsert: call('upsert'),
    addActivities: call('addActivities'),
    archive: call('archive'),
    putOwners: call('putOwners'),
    putDealStages: call('putDealStages'),
  }
}

async function pagesOf(crm: Crm, object: CrmObject, since: string | undefined) {
  const pages: ScanPage<keyof CrmRecords>[] = []
  for await (const page of crm.scan(object, since)) pages.push(page)
  return pages
}

/** The driver's side: what the call gives, or the Fault it ends with, both fit to be sent. */
export async function serve(
  crm: Book,
  method: string,
  asked: readonly unknown[],
): Promise<{ readonly answer: unknown; readonly fault?: unknown }> {
  try {
    if (method === 'scan') {
      const [object, since] = asked as [CrmObject, string | null | undefined]
      return { answer: await pagesOf(crm, object, since ?? undefined) }
    }
    const methods = crm as unknown as Record<string, (...asked: readonly unknown[]) => Promise<unknown>>
    return { answer: (await methods[method]?.(...asked)) ?? null }
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    return { answer: null, fault: { kind: thrown.kind, message: thrown.message } }
  }
}

/** The answer of a call as the child takes it; throws the Fault it ended with. */
export function received({ answer, fault }: { readonly answer: unknown; readonly fault?: unknown }): unknown {
  if (fault === undefined || fault === null) return answer ?? undefined
  const { kind, message } = fault as Pick<Fault, 'kind' | 'message'>
  throw new Fault(kind, message)
}
