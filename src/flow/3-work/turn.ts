import { Fault } from '#base/fault.ts'
import type { ModelAnswer, ToolUseBlock } from '#records/conversation.ts'

/** What one model turn asks for. */
export interface Turn {
  /** Tools to run, in the order asked. */
  readonly calls: readonly ToolUseBlock[]
  /** Hand-ins; more than one in a turn is the model's mistake, and only the first counts. */
  readonly proposals: readonly ToolUseBlock[]
  /** The first call whose arguments were no JSON: then nothing of this turn may run. */
  readonly broken: ToolUseBlock | undefined
}

/** Reads a turn. The stop reason comes first: a cut-off tool call may still parse, and must not run. Throws Fault. */
export function readTurn({ content, stopReason }: ModelAnswer): Turn {
  switch (stopReason) {
    case 'refusal':
      throw new Fault(
        'refused',
        'the model refused to work on this account',
        'read the transcript, then work the account by hand',
      )
    case 'max-tokens':
      throw new Fault(
        'nonsense',
        'the model ran out of output tokens in the middle of a turn; no tool was run',
      )
    case 'end-turn':
    case 'tool-use': {
      const uses = content.filter((block) => block.type === 'tool_use')
      return {
        calls: uses.filter(({ name }) => name !== 'propose'),
        proposals: uses.filter(({ name }) => name === 'propose'),
        broken: uses.find(({ malformed }) => malformed !== undefined),
      }
    }
  }
}
