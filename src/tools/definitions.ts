import type { Client } from '@modelcontextprotocol/client'
import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import type { Skill } from '#records/brief.ts'
import type { ToolDefinition } from '#records/conversation.ts'
import { JsonValue } from '#records/fields.ts'
import { proposeDefinition } from './propose.ts'

const Schema = z.record(z.string(), JsonValue)

// Making the schemas takes twenty times as long as opening the tools, and they depend on nothing but the skill. There are
// as many entries as kinds of skills.
const made = new Map<string, Promise<readonly ToolDefinition[]>>()

/** What a model is told of the skill's tools, `propose` last: asked of the first server of its kind, then remembered. */
export function definitionsOf(
  { tools, actions }: Pick<Skill, 'tools' | 'actions'>,
  client: Client,
): Promise<readonly ToolDefinition[]> {
  const kind = canonicalJson([tools, actions])
  const known = made.get(kind)
  if (known !== undefined) return known
  const fresh = listed(client).then((definitions) => [...definitions, proposeDefinition({ actions })])
  made.set(kind, fresh)
  return fresh
}

async function listed(client: Client): Promise<readonly ToolDefinition[]> {
  const { tools } = await client.listTools()
  return tools.map(({ name, description = '', inputSchema }) => ({
    name,
    description,
    inputSchema: Schema.parse(inputSchema),
  }))
}
