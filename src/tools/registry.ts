import { contacts } from './crm/contacts.ts'
import { deals } from './crm/deals.ts'
import { record } from './crm/record.ts'
import { timeline } from './crm/timeline.ts'
import { dates } from './dates/dates.ts'
import { duplicates } from './duplicates/duplicates.ts'
import { fit } from './fit/fit.ts'
import { playbook } from './guidance/playbook.ts'
import { policy } from './guidance/policy.ts'
import { lead } from './lead/lead.ts'
import { facts } from './memory/facts.ts'
import { scratch } from './scratch/scratch.ts'
import type { Tool } from './tool.ts'

/**
 * Every tool a subagent can hold, in the one order in which tools are ever listed: the list is part of the cached
 * prefix of each conversation. All of them only read, except `scratch`, which writes to its own folder.
 */
export const registry: readonly Tool[] = [
  record,
  timeline,
  lead,
  contacts,
  deals,
  facts,
  fit,
  dates,
  duplicates,
  policy,
  playbook,
  scratch,
]
