import { IdealCustomer } from '#records/config.ts'
import type { ToolBook } from '#tools/tool.ts'

/** What tools are told beside the brief: a book in Berlin where no other account is alike. */
export const bookOfTools: ToolBook = {
  idealCustomer: IdealCustomer.parse(undefined),
  timeZone: 'Europe/Berlin',
  alike: async () => [],
}
