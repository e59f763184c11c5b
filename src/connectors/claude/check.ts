import { APIError } from '@anthropic-ai/sdk'
import { Fault } from '#base/fault.ts'
import type { ModelConfig } from '#records/config.ts'
import { Tier } from '#records/conversation.ts'
import { faultOf, type CallContext } from './faults.ts'
import type { Line } from './line.ts'

const control = { timeout: 30_000 }

async function listed({ client }: Line): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const { id } of client.models.list({ limit: 1000 }, control)) ids.add(id)
  return ids
}

/** Older ids have short forms that the list leaves out. */
async function isShortForm({ client }: Line, id: string): Promise<boolean> {
  try {
    await client.models.retrieve(id, null, control)
    return true
  } catch (thrown) {
    if (thrown instanceof APIError && thrown.status === 404) return false
    throw thrown
  }
}

const hasNoList = (thrown: unknown): boolean =>
  thrown instanceof APIError && (thrown.status === 404 || thrown.status === 405 || thrown.status === 501)

/**
 * Whether the key is good and the vendor has every tier's model; spends nothing. Throws Fault with the next step. What
 * stands at a base URL of your own need not have a list of models: then the first call will tell.
 */
export async function checkModels(
  line: Line,
  tiers: ModelConfig['tiers'],
  { context, ownBaseUrl }: { readonly context: CallContext; readonly ownBaseUrl: boolean },
): Promise<void> {
  try {
    const ids = await listed(line)
    for (const tier of Tier.options) {
      const { model } = tiers[tier]
      if (ids.has(model) || (await isShortForm(line, model))) continue
      throw new Fault(
        'refused',
        `the vendor has no model ${model}, which model.tiers.${tier}.model names`,
        `name one of those your key may use: ${[...ids].toSorted().slice(0, 12).join(', ')}`,
      )
    }
  } catch (thrown) {
    if (ownBaseUrl && hasNoList(thrown)) return
    throw faultOf(thrown, context)
  }
}
