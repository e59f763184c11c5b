import { watched } from '#ports/telemetry.ts'
import type { AccountTrace } from '#ports/telemetry.ts'
import type { Tools } from './open-tools.ts'

/** The same tools, each call under a span of its own. Of a tool there is none of, the name the model made up stays here. */
export function tracedTools(tools: Tools, trace: Pick<AccountTrace, 'tool'>): Tools {
  const names = new Set(tools.list().map(({ name }) => name))
  return {
    ...tools,
    call: (name, input) => watched(trace.tool(names.has(name) ? name : undefined), tools.call(name, input)),
  }
}
