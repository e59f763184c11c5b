import type { EnrichmentVendor } from '#ports/enrichment.ts'
import type { BookConfig } from '#records/config.ts'

/** The vendors of the book, in the order in which they are asked. */
interface OpenVendors {
  readonly vendors: readonly EnrichmentVendor[]
  close(): Promise<void>
}

/** Puts a connector behind every vendor of daybook.toml. */
export const openVendors = async (_config: BookConfig): Promise<OpenVendors> => ({
  vendors: [],
  close: async () => {},
})
