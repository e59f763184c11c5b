import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import type { Message } from '#records/conversation.ts'
import { spelled } from '#records/spelled.ts'
import type { Transcript } from '#records/transcript.ts'
import type { ModelRequest } from '#ports/model.ts'

/** Where a request leaves its recording. `depth` grows with what they have in common. */
export interface Difference {
  readonly depth: number
  readonly what: string
}

const Told = z.object({ account: z.string() })

function told(text: string): string | undefined {
  try {
    return Told.safeParse(JSON.parse(text)).data?.account
  } catch {
    return undefined
  }
}

/** The account a conversation of ours is about, as its first message says. */
export const accountIn = (messages: readonly Message[]): string | undefined =>
  messages[0]?.content.flatMap((block) => (block.type === 'text' ? (told(block.text) ?? []) : []))[0]

/** What of the recording a request does not repeat; undefined: it is the recorded conversation up to here. */
export function differenceOf(
  recorded: Pick<Transcript, 'tier' | 'system' | 'tools' | 'messages' | 'skill'>,
  request: Pick<ModelRequest, 'tier' | 'system' | 'tools' | 'messages'>,
): Difference | undefined {
  if (request.tier !== recorded.tier)
    return { depth: -3, what: `tier ${request.tier}, recorded with ${recorded.tier}` }
  if (request.system !== recorded.system) {
    const where = apart(recorded.system, request.system)
    return { depth: -2, what: `the system text differs (skill ${recorded.skill}): ${where}` }
  }
  const tools = toolsApart(recorded.tools, request.tools)
  if (tools !== undefined) return { depth: -1, what: `the tools differ: ${tools}` }
  const at = request.messages.findIndex(
    (message, index) => spelled(message) !== spelled(recorded.messages[index]),
  )
  if (at < 0) return undefined
  const was = recorded.messages[at]
  if (was === undefined) return { depth: at, what: `the recording ends before message ${at + 1}` }
  const where = apart(spelled(was), spelled(request.messages[at]))
  return { depth: at, what: `message ${at + 1} differs: ${where}` }
}

const namesOf = (tools: ModelRequest['tools']): string => tools.map(({ name }) => name).join(', ')

function toolsApart(recorded: ModelRequest['tools'], asked: ModelRequest['tools']): string | undefined {
  if (namesOf(recorded) !== namesOf(asked)) return `${namesOf(asked)}, recorded with ${namesOf(recorded)}`
  const changed = asked.find((tool, index) => canonicalJson(tool) !== canonicalJson(recorded[index]))
  return changed && `the definition of ${changed.name}`
}

/** The first place at which two texts part, with a little of each. */
function apart(was: string, is: string): string {
  const end = Math.min(was.length, is.length)
  let at = 0
  while (at < end && was[at] === is[at]) at += 1
  const piece = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 20), at + 40))
  return `${piece(is)}, recorded as ${piece(was)}`
}
