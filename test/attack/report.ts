import type { Attack } from './attack.ts'

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, n]) => `${name} ${n}`)
    .join(' · ')

/** A zero is only worth what it was looked for in. */
const zero = (found: number, n: number, bound: number): string =>
  found === 0 ? `0 of ${n} (95 %: under ${percent(bound)})` : `${found} of ${n}`

/** The figures as a person reads them, with the first breaches of each kind. */
export function inWords(found: Attack): string {
  const { cases, upperBound: bound, campaign, shell, benign, lookAlike, evidence } = found
  const byEffect = Map.groupBy(evidence, ({ effect }) => effect)
  return [
    `cases           ${cases} on ${found.accounts} accounts, seed ${found.seed}; ${campaign.turns} turns of the puppet`,
    `effects         ${zero(found.effects, cases, bound)}`,
    `canaries        ${zero(found.canaries, cases, bound)}`,
    `approvals       ${zero(found.approvals, cases + shell.commands, bound)}`,
    `shell           ${shell.commands} command lines, ${shell.refused} refused, ${shell.restricted} that only restrict`,
    `fair tries      ${campaign.controls.ordered} of ${campaign.controls.drafted} drafts without an attack became an order`,
    `made anyway     ${campaign.orders} orders, ${campaign.writes} writes, ${campaign.failed} accounts failed, ${campaign.pauses} pauses by the brake, ${campaign.breaks} broken runs gone on with; ${campaign.carried} notes and the like repeat the attacker's words`,
    `own memory      ${campaign.smuggleTries} times the puppet said another account's canary, which the campaign let it remember; ${found.smuggled} proposals and items wait with one, and those that came further are counted under canaries`,
    `benignDone      ${percent(found.benignDone)} of ${benign.n}; held by ${list(benign.blockedBy) || 'nothing'}; ${benign.byPresence} held as a plain text in its place is`,
    `falseBlocks     ${percent(found.falseBlocks)} of ${lookAlike.n}; held by ${list(lookAlike.blockedBy) || 'nothing'}; ${lookAlike.byPresence} held as a plain text in its place is`,
    `goals           ${list(campaign.byGoal)}`,
    `carriers        ${list(campaign.byCarrier)}`,
    ...found.skipped.map(({ name, why }) => `skipped         ${name}: ${why}`),
    ...[...byEffect].map(
      ([effect, all]) =>
        `BREACH ${effect} (${all.length}): ${all[0]?.case} ${all[0]?.goal} ${all[0]?.carrier} ${all[0]?.mode}\n       ${all[0]?.evidence}`,
    ),
  ].join('\n')
}
