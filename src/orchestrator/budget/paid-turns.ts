import { hashOf } from '#base/hash.ts'
import { sha256 } from '#base/sha256.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import { spelled } from '#records/spelled.ts'
import type { PaidTurn } from '#state/read/paid-turns.ts'

/** Older answers are not used again: the account may have moved on in what a brief does not show. */
export const reuseMs = 15 * 60_000

/** Names all that a request shows to a model, but for the moments of reading: the same name, the same question. */
export type QuestionName = (request: ModelRequest) => string

// The same list for every conversation of a skill.
const toolHashes = new WeakMap<ModelRequest['tools'], string>()

function hashOfTools(tools: ModelRequest['tools']): string {
  const hash = toolHashes.get(tools) ?? hashOf(tools)
  toolHashes.set(tools, hash)
  return hash
}

/**
 * Names the questions of one conversation. Each name goes on from the one before, so that what was said long ago is not
 * hashed with every turn.
 */
export function questionNames(model: Pick<Model, 'name' | 'idOf'>): QuestionName {
  let last: { readonly request: ModelRequest; readonly name: string } | undefined
  const begin = ({ tier, system, tools, maxTokens }: ModelRequest): string =>
    hashOf([model.name, model.idOf(tier), tier, system, hashOfTools(tools), maxTokens])
  return (request) => {
    const from = last !== undefined && goesOn(last.request, request) ? last : undefined
    let name = from?.name ?? begin(request)
    for (const message of request.messages.slice(from?.request.messages.length ?? 0))
      name = sha256(name + spelled(message))
    last = { request, name }
    return name
  }
}

const goesOn = (before: ModelRequest, { tier, system, tools, maxTokens, messages }: ModelRequest): boolean =>
  tier === before.tier &&
  system === before.system &&
  tools === before.tools &&
  maxTokens === before.maxTokens &&
  before.messages.every((message, at) => message === messages[at])

/** What is kept of an answer; undefined: nothing, for it ends the attempt and another one must be asked for. */
export function keptOf({ content, stopReason }: ModelAnswer): string | undefined {
  const isUsable = stopReason === 'tool-use' || stopReason === 'end-turn'
  return isUsable && content.length > 0 ? JSON.stringify({ content, stopReason }) : undefined
}

/** The same model, which is not asked again what an earlier worker's attempt has been answered and paid for. */
export function remembering(
  model: Model,
  { turns, nameOf }: { readonly turns: readonly PaidTurn[]; readonly nameOf: QuestionName },
): Model {
  const answers = new Map(turns.map(({ asked, answer }) => [asked, answer]))
  return {
    ...model,
    answer: async (request) => answers.get(nameOf(request)) ?? model.answer(request),
  }
}
