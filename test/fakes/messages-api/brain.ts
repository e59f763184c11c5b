import type { MessageParam } from '@anthropic-ai/sdk/resources/messages'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { Message, ToolDefinition } from '#records/conversation.ts'
import type { Brain, Turn, TurnBlock } from './contract.ts'

const drafter = offlineModel({ sleep: async () => {} })

/** The offline drafter behind the wire: the same turns, tools and proposals as a run without a network. */
export const offlineBrain: Brain = async (request): Promise<Turn> => {
  const answer = await drafter.answer({
    tier: request.output_config?.format ? 'classify' : 'work',
    system: textOf(request.system ?? ''),
    tools: (request.tools ?? []).flatMap((tool) =>
      'input_schema' in tool
        ? [
            ToolDefinition.parse({
              name: tool.name,
              description: tool.description ?? '',
              inputSchema: tool.input_schema,
            }),
          ]
        : [],
    ),
    messages: request.messages.flatMap(heard),
    maxTokens: request.max_tokens,
    ...(request.output_config?.format
      ? { output: ToolDefinition.shape.inputSchema.parse(request.output_config.format.schema) }
      : {}),
  })
  return {
    content: answer.content.flatMap((block): TurnBlock[] => {
      if (block.type === 'text') return [block]
      return block.type === 'tool_use' ? [{ type: 'tool_use', name: block.name, input: block.input }] : []
    }),
  }
}

const textOf = (content: string | readonly { readonly type: string; readonly text?: string }[]): string =>
  typeof content === 'string' ? content : content.map(({ text }) => text ?? '').join('\n')

/** A message in the words of the model port. Later instructions of the system change nothing for the drafter. */
function heard({ role, content }: MessageParam): Message[] {
  if (role === 'system') return []
  const blocks = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content
  const plain = blocks.map((block) => {
    if (block.type === 'text') return { type: 'text', text: block.text }
    if (block.type === 'tool_use')
      return { type: 'tool_use', id: block.id, name: block.name, input: block.input }
    if (block.type === 'tool_result')
      return {
        type: 'tool_result',
        tool_use_id: block.tool_use_id,
        content: textOf((block.content ?? '') as string),
        is_error: block.is_error ?? false,
      }
    return { type: 'opaque', value: block }
  })
  return [Message.parse({ role, content: plain })]
}
