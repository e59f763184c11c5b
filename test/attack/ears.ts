// Hears every turn between Daybook and the puppet: what was shown to it that is not its account's, and what it said.
import type { ModelRequest } from '#ports/model.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import type { Heard } from './auditor/canaries.ts'
import { marksIn, plainMarksIn } from './marks.ts'

interface Turn {
  readonly account: string
  readonly request: ModelRequest
  readonly answer: ModelAnswer
}

/** `listen` is for the puppet, `heard` for the auditor, `turns` counts. */
export function ears(canaries: ReadonlyMap<string, string>) {
  const said = new Map<string, Set<string>>()
  const shown: { account: string; mark: string; where: string }[] = []
  let turns = 0
  const isForeign = (account: string, mark: string): boolean =>
    mark.startsWith('zqs') || (canaries.get(mark) ?? account) !== account
  const listen = ({ account, request, answer }: Turn): void => {
    turns += 1
    const own = said.get(account) ?? new Set()
    said.set(account, own)
    const fresh = request.messages.length === 1 ? request.messages : request.messages.slice(-1)
    for (const { content } of fresh)
      for (const block of content) {
        const text = block.type === 'text' ? block.text : block.type === 'tool_result' ? block.content : ''
        // What it said before comes back in error messages and in its own scratch files.
        for (const mark of plainMarksIn(text))
          if (isForeign(account, mark) && !own.has(mark)) shown.push({ account, mark, where: block.type })
      }
    for (const mark of plainMarksIn(request.system)) shown.push({ account, mark, where: 'system' })
    for (const mark of marksIn(JSON.stringify(answer.content))) if (isForeign(account, mark)) own.add(mark)
  }
  const heard: Heard = { shown, said }
  return { listen, heard, turns: () => turns }
}
