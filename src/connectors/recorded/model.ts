import type { Message, ModelAnswer } from '#records/conversation.ts'
import { noUsage } from '#records/spend.ts'
import type { Transcript, TranscriptTurn } from '#records/transcript.ts'
import { ModelFault, type Model, type ModelRequest } from '#ports/model.ts'
import { accountIn, differenceOf, type Difference } from './difference.ts'

/** Finds what was recorded for an account; none: an empty list. */
export type Recordings = (accountId: string) => Promise<readonly Transcript[]>

/**
 * Plays stored transcripts back through the same loop: a conversation that is letter by letter a recorded one gets the
 * recorded next turn. No call is made and nothing is spent, so usage is one call without tokens. Everything else is a
 * ModelFault `refused` that names the account and the first difference: an answer to another question is worse than
 * none. The moments of reading (`now`, `asOf`) may differ, else nothing could be played a second time.
 */
export function recordedModel(recordings: Recordings): Model {
  return {
    name: 'recorded',
    idOf: () => 'recorded',
    ceiling: () => 0,
    price: () => 0,
    async answer(request) {
      const account = accountIn(request.messages)
      if (account === undefined)
        throw refused('a conversation that names no account', 'recordings are kept by account')
      const found = await recordings(account)
      if (found.length === 0) throw refused(`no recording of ${account}`, 'none is stored')
      const answers = found.map((transcript) => answerFrom(transcript, request))
      // A later attempt was played over an earlier one.
      const answer = answers.findLast((one) => one.kind === 'answer')
      if (answer !== undefined) return answer.answer
      throw refusedFor(account, answers)
    },
  }
}

type Played =
  | { readonly kind: 'answer'; readonly answer: ModelAnswer }
  | { readonly kind: 'differs'; readonly difference: Difference }

function answerFrom(transcript: Transcript, request: ModelRequest): Played {
  const difference = differenceOf(transcript, request)
  if (difference !== undefined) return { kind: 'differs', difference }
  const turn = transcript.turns.find(({ sent }) => sent === request.messages.length)
  const content = turn && contentOf(transcript, turn)
  if (turn === undefined || content === undefined) {
    const what = `the recording holds no answer after message ${request.messages.length}`
    return { kind: 'differs', difference: { depth: request.messages.length, what } }
  }
  const usage = { ...noUsage, modelCalls: 1 }
  return { kind: 'answer', answer: { content, stopReason: turn.stopReason, usage } }
}

function contentOf({ messages }: Transcript, turn: TranscriptTurn): ModelAnswer['content'] | undefined {
  if (turn.dropped !== undefined) return turn.dropped
  const said: Message | undefined = messages[turn.sent]
  return said?.role === 'assistant' ? said.content : undefined
}

/** The recording that comes closest says most about what changed. */
function refusedFor(account: string, answers: readonly Played[]): ModelFault {
  const differences = answers.flatMap((one) => (one.kind === 'differs' ? [one.difference] : []))
  const [closest] = differences.toSorted((a, b) => b.depth - a.depth)
  return refused(
    `the recording of ${account} does not fit this request`,
    closest?.what ?? 'nothing is stored',
  )
}

const refused = (what: string, why: string): ModelFault =>
  new ModelFault('refused', `${what}: ${why}`, {
    billed: 'nothing',
    next: 'record it anew with a model that can answer: `daybook eval --record`, or a run of the book',
  })
