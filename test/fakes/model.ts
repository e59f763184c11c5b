import type { Json } from '#base/canonical.ts'
import type { ModelAnswer } from '#records/conversation.ts'
import { noUsage } from '#records/spend.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { Workspace } from '#ports/workspace.ts'

/** One scripted turn: an answer, or something thrown, or made from the request. */
export type Turn = ModelAnswer | Error | ((request: ModelRequest) => ModelAnswer)

/** A model that plays a script and remembers what it was asked; past its end it repeats the last turn. */
export function scriptedModel(
  ...turns: readonly Turn[]
): Model & { readonly asked: readonly ModelRequest[] } {
  const asked: ModelRequest[] = []
  return {
    name: 'scripted',
    idOf: () => 'scripted',
    ceiling: () => 0,
    price: () => 0,
    asked,
    async answer(request) {
      const turn = turns[Math.min(asked.length, turns.length - 1)]
      asked.push(request)
      if (turn === undefined) throw new Error('a scripted model needs a turn')
      if (turn instanceof Error) throw turn
      return typeof turn === 'function' ? turn(request) : turn
    },
  }
}

const usage = { ...noUsage, inputTokens: 100, outputTokens: 10, modelCalls: 1 }
let calls = 0

/** A turn that calls one tool. */
export const calling = (name: string, input: Json): ModelAnswer => ({
  content: [{ type: 'tool_use', id: `call_${++calls}`, name, input }],
  stopReason: 'tool-use',
  usage,
})

/** A turn that only says something. */
export const saying = (text: string): ModelAnswer => ({
  content: [{ type: 'text', text }],
  stopReason: 'end-turn',
  usage,
})

/** A workspace in memory. */
export function memoryWorkspace(): Workspace & { readonly files: ReadonlyMap<string, string> } {
  const files = new Map<string, string>()
  return {
    files,
    write: async (path, text) => void files.set(path, text),
    read: async (path) => files.get(path),
    list: async (folder) =>
      [...files.keys()]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .toSorted(),
    append: async (path, line) => void files.set(path, `${files.get(path) ?? ''}${line}\n`),
    remove: async (path) => void files.delete(path),
  }
}
