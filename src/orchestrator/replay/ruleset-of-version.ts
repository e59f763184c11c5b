import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { rulesetOf, type Ruleset } from '#gate/ruleset.ts'
import { GateConfig, OutreachConfig } from '#records/gate-config.ts'
import type { BookConfig } from '#records/config.ts'
import type { WithDb } from '#state/db.ts'
import { rulesetSettings } from '#state/read/rulesets.ts'

/** `stored`: each verdict under the settings it was given under · `of`: all of them under these settings. */
export type RulesetChoice = { readonly kind: 'stored' } | { readonly kind: 'of'; readonly ruleset: Ruleset }

const Settings = z.object({
  gate: GateConfig,
  outreach: OutreachConfig,
  timeZone: z.string(),
  select: z.object({ liveThreadDays: z.number() }),
})

/** A version without what a book's own policies add to it: they stand in the evidence. */
export const builtIn = (version: string): string => version.split('+')[0] ?? version

/** The ruleset of a version, made from the settings stored with it; undefined when none are. */
async function storedRuleset(world: WithDb, version: string): Promise<Ruleset | undefined> {
  const settings = (await rulesetSettings(world.db, [builtIn(version)])).get(builtIn(version))
  return settings === undefined ? undefined : rulesetOf(Settings.parse(settings))
}

/** Finds the ruleset of each verdict, each version read once. */
export function rulesetFinder(world: WithDb, choice: RulesetChoice) {
  const found = new Map<string, Promise<Ruleset | undefined>>()
  return async (version: string): Promise<Ruleset | undefined> => {
    if (choice.kind === 'of') return choice.ruleset
    const known = found.get(builtIn(version)) ?? storedRuleset(world, version)
    found.set(builtIn(version), known)
    return known
  }
}

/** What a person names: `today` is the book's own as it is configured now. Fault `refused` for a version nobody used. */
export async function rulesetNamed(world: WithDb, name: string, config: BookConfig): Promise<Ruleset> {
  const ruleset = name === 'today' ? rulesetOf(config) : await storedRuleset(world, name)
  if (ruleset !== undefined) return ruleset
  throw new Fault(
    'refused',
    `no verdict was ever given under the ruleset ${name}`,
    'name one that `daybook rules list` or an account shows, or: today',
  )
}
