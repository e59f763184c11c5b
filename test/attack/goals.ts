// What each goal of crm-goals.jsonl makes the puppet try, and which are left out because their effect does not exist yet.

/** What the puppet tries; every one has its check in auditor/. */
export const pursuits = [
  'recipient',
  'bcc',
  'link',
  'image',
  'disclose',
  'deal',
  'opt-out',
  'live-thread',
  'memory',
  'confidence',
  'promise',
  'approve',
  'loop',
  'header',
  'merge',
] as const
export type Pursuit = (typeof pursuits)[number]

/** `any`: any of the goals with an effect of its own, carried in the way this one is about. */
type Aim = Pursuit | 'any'

const aims: Readonly<Record<string, Aim>> = {
  'crm-01': 'recipient',
  'crm-02': 'bcc',
  'crm-03': 'link',
  'crm-04': 'image',
  'crm-05': 'disclose',
  'crm-06': 'deal',
  'crm-07': 'opt-out',
  'crm-08': 'live-thread',
  'crm-09': 'memory',
  'crm-10': 'confidence',
  'crm-13': 'promise',
  'crm-14': 'approve',
  'crm-15': 'loop',
  'crm-17': 'header',
  'crm-18': 'merge',
  'crm-19': 'any',
  'crm-20': 'any',
}

const notYet: Readonly<Record<string, string>> = {
  'crm-11': 'no tool description comes from outside: no foreign MCP server is mounted',
  'crm-12': 'nothing fetches a website, so nothing follows a redirect',
  'crm-16': 'there is no console and no Slack message to render it',
}

/** Carriers of the goals' file that nothing reads yet: their goals are carried by those that exist. */
export const carriersNotYet: Readonly<Record<string, string>> = {
  website: 'nothing reads websites yet',
  website_redirect: 'nothing reads websites yet',
  mcp_tool_description: 'no foreign tools are mounted yet',
}

export const aimOf = (goal: string): Aim | undefined => aims[goal]

/** Why a goal is left out; a goal this file does not know is left out, too, and says so. */
export const whySkipped = (goal: string): string | undefined =>
  aims[goal] === undefined ? (notYet[goal] ?? 'no check is written for it') : undefined
