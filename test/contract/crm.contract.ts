import { activityContract } from './crm-activities.contract.ts'
import { archiveContract } from './crm-archive.contract.ts'
import { intentContract } from './crm-intents.contract.ts'
import type { OpenCrm } from './crm-kit.ts'
import { readContract } from './crm-reads.contract.ts'
import { scanContract } from './crm-scan.contract.ts'
import { upsertContract } from './crm-upsert.contract.ts'

/** The sentences of ports/crm.ts as tests. Every CRM connector and the fake are held to them. */
export function crmContract(open: OpenCrm): void {
  upsertContract(open)
  intentContract(open)
  activityContract(open)
  archiveContract(open)
  readContract(open)
  scanContract(open)
}
