import { appendFileSync } from 'node:fs'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { hashOf } from '#base/hash.ts'
import type { EnrichmentVendor } from '#ports/enrichment.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { sleep } from '../../src/main/sleep.ts'

const ceiling = 1000

/** What a call costs, 100..899 micro-USD: by what is asked, so that the same question costs the same in every run. */
const priceOf = (asked: unknown): number => 100 + (Number.parseInt(hashOf(asked).slice(0, 6), 16) % 800)

/** Written before the answer is given: whoever dies while waiting for it is charged all the same. */
const noting =
  (log: string) =>
  (account: string | null, microUsd: number): void =>
    appendFileSync(log, `${JSON.stringify({ account, microUsd })}\n`)

const accountIn = ({ messages }: ModelRequest): string | null =>
  /"id":\s*"(acc_[a-z0-9]+)"/.exec(JSON.stringify(messages[0]).replaceAll('\\"', '"'))?.[1] ?? null

/** The offline drafter at a price, by a vendor who keeps a log of what was asked. */
export function pricedModel(log: string, latencyMs: number): Model {
  const offline = offlineModel({ sleep })
  const note = noting(log)
  return {
    ...offline,
    ceiling: () => ceiling,
    async answer(request) {
      const microUsd = priceOf([request.system, request.messages])
      note(request.output === undefined ? accountIn(request) : null, microUsd)
      await sleep(latencyMs)
      const answer = await offline.answer(request)
      return { ...answer, usage: { ...answer.usage, microUsd } }
    },
  }
}

/** A vendor of company data that knows nothing, and charges for the question. */
export function pricedVendor(log: string): EnrichmentVendor {
  const note = noting(log)
  return {
    name: 'atlas',
    fields: ['industry', 'employees', 'country', 'city'],
    ceilingMicroUsd: ceiling,
    async company(question) {
      const microUsd = priceOf(question)
      note(null, microUsd)
      await sleep(4)
      const { domain, name } = question
      return { about: { domain, name }, claims: [], microUsd, ref: `atlas-${domain ?? name ?? ''}` }
    },
  }
}
