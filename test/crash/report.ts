import type { Trouble } from './campaign.ts'
import { labels, points } from './points.ts'
import type { Kill } from './storm.ts'

export interface Found {
  readonly kills: readonly Kill[]
  readonly troubles: readonly Trouble[]
  readonly seed: number
}

/** One row of the table. `takeover`: seconds until the accounts of the dead were claimed again, half of them and the slowest. */
interface Row {
  readonly point: string
  readonly c: string
  readonly kills: number
  readonly lost: number
  readonly duplicated: number
  readonly other: number
  readonly accounts: number
  readonly takeover: { readonly half: number; readonly most: number } | undefined
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10

function rowOf(point: string, c: string, kills: readonly Kill[]): Row {
  const breaches = kills.flatMap((kill) => kill.breaches)
  const count = (...kinds: readonly string[]): number =>
    breaches.filter(({ kind }) => kinds.includes(kind)).length
  const took = kills.flatMap(({ takeoverMs }) => takeoverMs).toSorted((a, b) => a - b)
  const half = took[Math.floor(took.length / 2)]
  return {
    point,
    c,
    kills: kills.length,
    lost: count('lost', 'stuck'),
    duplicated: count('duplicated'),
    other: count('stale', 'money', 'chain', 'differs'),
    accounts: took.length,
    takeover: half === undefined ? undefined : { half: seconds(half), most: seconds(took.at(-1) ?? half) },
  }
}

/** By point, in the order of the crash table; then the kills from outside. */
export function rowsOf({ kills }: Pick<Found, 'kills'>): readonly Row[] {
  const by = Map.groupBy(kills, ({ point }) => point)
  const known = labels.map((label) => rowOf(label, points[label].c, by.get(label) ?? []))
  const rest = [...by.keys()].filter((point) => !(labels as readonly string[]).includes(point))
  return [...known, ...rest.map((point) => rowOf(point, '', by.get(point) ?? []))]
}

const cell = ({ takeover }: Row): string =>
  takeover === undefined ? '' : `${takeover.half} · ${takeover.most}`

/** The table of docs/reliability.md. */
export function inMarkdown(found: Found): string {
  const rows = rowsOf(found)
  const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0)
  const took = found.kills.flatMap(({ takeoverMs }) => takeoverMs).toSorted((a, b) => a - b)
  const at = (share: number): number => seconds(took[Math.floor(took.length * share)] ?? 0)
  return [
    '| point | in the table | kills | lost | duplicated | other breaches | accounts in hand | seconds to takeover: half · slowest |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| \`${row.point}\` | ${row.c} | ${row.kills} | ${row.lost} | ${row.duplicated} | ${row.other} | ${row.accounts} | ${cell(row)} |`,
    ),
    `| **all** | | **${sum(({ kills }) => kills)}** | **${sum(({ lost }) => lost)}** | **${sum(({ duplicated }) => duplicated)}** | **${sum(({ other }) => other)}** | **${took.length}** | **${at(0.5)} · ${seconds(took.at(-1) ?? 0)}** |`,
  ].join('\n')
}

/** For a terminal. */
export function inWords(found: Found): string {
  const rows = rowsOf(found)
  const breaches = found.kills.flatMap((kill) => kill.breaches)
  return [
    ...rows.map(
      ({ point, c, kills, lost, duplicated, other, takeover }) =>
        `${point.padEnd(18)} ${c.padEnd(8)} ${String(kills).padStart(4)} kills  ${lost} lost  ${duplicated} duplicated  ${other} other  ${takeover === undefined ? '' : `${takeover.half} s, at most ${takeover.most} s`}`,
    ),
    `${found.kills.length} kills, ${breaches.length} breaches, seed ${found.seed}`,
    ...breaches.slice(0, 20).map(({ kind, what }) => `BREACH ${kind}: ${what}`),
    ...found.troubles.map(({ where, why }) => `TROUBLE at ${where}: ${why}`),
  ].join('\n')
}
