import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { BookConfig } from '#records/config.ts'

/** The sample book's settings, with room: what is tried here must not end at a limit of the day. */
export function crashConfig(limit: number): BookConfig {
  const config = sampleConfig()
  return BookConfig.parse({
    ...config,
    budget: { ...config.budget, runUsd: 1000, dayUsd: 1000 },
    select: { ...config.select, limit, minDaysBetweenTouches: 0 },
    outreach: {
      ...config.outreach,
      mailboxPerDay: 400,
      backlogDays: 1000,
      domainPerDay: 100,
      accountEveryWorkingDays: 0,
      holidays: [],
    },
    enrichment: { ...config.enrichment, vendors: [] },
  })
}
