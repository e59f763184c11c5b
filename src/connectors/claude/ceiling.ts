import type { ModelRequest, TurnBefore } from '#ports/model.ts'
import type { Message, ToolDefinition } from '#records/conversation.ts'
import { totalInput } from '#records/spend.ts'

// How many tokens a request can have at most, without asking anybody.
//
// The vendor's tokenizers are byte-level BPE: a token stands for one byte or more, never for less. So a text has at most
// as many tokens as UTF-8 bytes, in any language; as JSON it has no fewer bytes. What the vendor adds itself (frames of
// blocks, the preamble for tools or for a schema: a few hundred tokens) stands in the constants, which are generous.
// A foreign tokenizer would be nearer and sometimes below; a bound that is sometimes below is no bound.

/** For what is put around a request: the tool preamble is about 300 tokens. */
const aroundRequest = 1500
/** For what is put around a message and its blocks, or a tool, beyond the bytes of their JSON. */
const aroundPiece = 32

const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '')

// Messages and tools never change once made, and the same ones come back every turn: measured once each.
const measured = new WeakMap<object, number>()
function bytesOnce(value: Message | ToolDefinition): number {
  const known = measured.get(value)
  if (known !== undefined) return known
  const bytes = jsonBytes(value)
  measured.set(value, bytes)
  return bytes
}

const pieceBound = (piece: Message | ToolDefinition): number => bytesOnce(piece) + aroundPiece

/**
 * The answer that came before, as input. What can be seen of it is bound by its bytes. Thinking is not all there to be
 * seen, but its tokens were counted as output when it was made; the caller has added those.
 */
const answerBound = ({ content }: Message): number =>
  jsonBytes(content.filter(({ type }) => type !== 'opaque')) + aroundPiece

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0)

/** Input tokens that this request cannot exceed. With the turn before, its prefix is known to the token. */
export function inputAtMost(request: ModelRequest, before?: TurnBefore): number {
  const { system, tools, messages, output } = request
  if (before === undefined)
    return (
      aroundRequest +
      Buffer.byteLength(system) +
      sum(tools, pieceBound) +
      (output === undefined ? 0 : jsonBytes(output)) +
      sum(messages, pieceBound)
    )
  const [answer, ...after] = messages.slice(before.messages)
  return (
    totalInput(before.usage) +
    before.usage.outputTokens +
    (answer === undefined ? 0 : answer.role === 'assistant' ? answerBound(answer) : pieceBound(answer)) +
    sum(after, pieceBound)
  )
}
