import { Stream } from '@anthropic-ai/sdk/core/streaming'
import type { MessageCreateParamsBase } from '@anthropic-ai/sdk/resources/messages'
import { ModelFault } from '#ports/model.ts'
import { hear, nothingHeard, type Heard } from './answer.ts'
import { Event, isKnownEvent } from './events.ts'
import { faultOf, faultOfConnection, faultOfEvent, type CallContext } from './faults.ts'
import { watchOver, type Line, type Watch } from './line.ts'

const nonsense = (message: string): ModelFault =>
  new ModelFault('nonsense', message, {
    billed: 'unknown',
    next: 'look at model.baseUrl: what stands there does not speak the Messages API',
  })

/** Data of the events we read, as they come. The SDK's own loop hides pings, and a ping is a sign of life. */
async function* dataOf(response: Response, watch: Watch): AsyncGenerator<string> {
  try {
    for await (const { event, data } of Stream.rawEvents(response)) {
      watch.alive()
      if (isKnownEvent(event)) yield data
    }
  } catch (thrown) {
    throw watch.fault() ?? faultOfConnection(thrown, true)
  }
}

function parseEvent(data: string): Event {
  try {
    const parsed = Event.safeParse(JSON.parse(data))
    if (parsed.success) return parsed.data
  } catch {
    // Not JSON: the same nonsense as JSON of another shape.
  }
  throw nonsense("the model's answer held an event that is none of the Messages API")
}

async function open(line: Line, params: MessageCreateParamsBase, watch: Watch): Promise<Response> {
  const response = await line.client.messages
    .create({ ...params, stream: true }, { signal: watch.signal })
    .asResponse()
  const type = response.headers.get('content-type') ?? 'nothing'
  if (type.startsWith('text/event-stream')) return response
  await response.body?.cancel()
  throw nonsense(`expected a stream of events from the model, got ${JSON.stringify(type.slice(0, 60))}`)
}

/** What one call is about: whom it asks, and who wants to know that the first content came. */
export interface Hearing {
  readonly context: CallContext
  readonly onFirstToken: () => void
}

/**
 * One attempt: sends the request and hears the answer to its end. Throws ModelFault or RunStop. An answer whose
 * message_stop did not come is no answer: what is missing may be a word that changes it.
 */
export async function hearAnswer(
  line: Line,
  params: MessageCreateParamsBase,
  { context, onFirstToken }: Hearing,
): Promise<Heard> {
  const watch = watchOver(line.timeouts)
  let heard: Heard = nothingHeard
  let hasContent = false
  try {
    const response = await open(line, params, watch).catch((thrown: unknown) => {
      throw watch.fault() ?? faultOf(thrown, context)
    })
    for await (const data of dataOf(response, watch)) {
      const event = parseEvent(data)
      if (event.type === 'error') throw faultOfEvent(event.error, context)
      // The vendor has read the prompt and begun to write: from here on others can read what is cached of it.
      if (!hasContent && event.type !== 'message_start') onFirstToken()
      hasContent ||= event.type !== 'message_start'
      heard = hear(heard, event)
      // Read on to the end of the body, so that the connection can serve the next turn.
      if (heard.isOver) watch.linger()
    }
  } catch (thrown) {
    if (!heard.isOver) throw thrown
  } finally {
    watch.end()
  }
  if (!heard.isOver) throw faultOfConnection(undefined, true)
  return heard
}
