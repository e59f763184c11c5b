// Each way a vendor can fail, at each vendor: a real run of a real book through a fault proxy, and then what people see.
import { chmod, glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod'
import { startSandbox } from '#connectors/enrich-sandbox/server.ts'
import { startFaultProxy, type FaultProxy, type Spoilt } from '../fakes/fault-proxy.ts'
import { daybook, lastJson } from '../setup/cli.ts'
import { endsOf } from './audit.ts'
import { copyBook, withOwner } from './small.ts'

/** Longer than any vendor's time limit below. */
const forEver = 60_000

export const vendorFaults: Readonly<Record<string, Spoilt>> = {
  'a time-out': { kind: 'late', ms: forEver },
  '429 with Retry-After': { kind: 'busy', retryAfter: '30' },
  '429 without': { kind: 'busy' },
  '500': { kind: 'broken', status: 500 },
  'a half-open socket': { kind: 'half-open' },
  'a line cut in the middle': { kind: 'dies' },
  'a byte a second': { kind: 'drip', ms: 1000 },
  'truncated JSON': { kind: 'truncated' },
  'renamed fields': { kind: 'renamed' },
  'numbers as texts': { kind: 'retyped' },
  "another account's data": { kind: 'swapped' },
}

const vendors = { atlas: 'sandbox-atlas', beacon: 'sandbox-beacon' } as const
type VendorName = keyof typeof vendors
const vendorNames: readonly VendorName[] = ['atlas', 'beacon']

export interface VendorFigures {
  readonly fault: string
  readonly vendor: VendorName
  readonly accounts: number
  readonly terminal: number
  /** Questions to all vendors, against those of a day on which nothing failed. */
  readonly questions: number
  readonly calmQuestions: number
  readonly breaker: string
  readonly briefsWithGap: number
  readonly breaches: readonly string[]
}

const Summary = z.object({ status: z.string(), selected: z.number(), failed: z.number() }).loose()
const Checks = z.object({
  items: z.array(z.object({ id: z.string(), state: z.string(), found: z.string() })),
})
const Brief = z.object({ gaps: z.array(z.object({ source: z.string() })) })
const Told = z.object({
  domain: z.string().nullable(),
  name: z.string(),
  vendor: z.string(),
  ref: z.string(),
})

type Proxies = Readonly<Record<VendorName, FaultProxy>>

/** A book whose vendors stand behind proxies, as often as it is wanted. */
async function settle(folder: string, proxies: Proxies): Promise<void> {
  const file = join(folder, 'daybook.toml')
  const own = (await readFile(file, 'utf8')).replaceAll(/\[\[enrichment\.vendors\]\][^[]*/g, '').trimEnd()
  const list = vendorNames.map(
    (name) =>
      `[[enrichment.vendors]]\nname = "${name}"\nkind = "${vendors[name]}"\nbaseUrl = "${proxies[name].url}"\ntimeoutMs = 1000\nperSecond = 500\n`,
  )
  const wanted = '[enrichment]\nfields = ["employees", "industry", "revenueUsd", "technologies"]\n'
  await writeFile(file, `${own}\n\n${wanted}\n${list.join('\n')}`)
}

async function briefsWithGap(folder: string, vendor: VendorName): Promise<number> {
  let count = 0
  for await (const file of glob(join(folder, 'runs/*/accounts/*/brief.json'))) {
    const { gaps } = Brief.parse(JSON.parse(await readFile(file, 'utf8')))
    if (gaps.some(({ source }) => source === vendor)) count += 1
  }
  return count
}

/** What stands as a vendor's word about a company and is not what that vendor has about it. */
async function strangers(folder: string, proxies: Proxies): Promise<readonly string[]> {
  const { rows } = await withOwner(folder, (db) =>
    sql`select f.domain, f.name, c.vendor, c.ref from daybook.claim c
        join daybook.feed_account f on f.id = c.account_id where c.ref is not null`.execute(db),
  )
  return z
    .array(Told)
    .parse(rows)
    .flatMap(({ domain, name, vendor, ref }) => {
      const { log } = proxies[vendor as VendorName]
      const asked = (question: string): boolean =>
        [domain, name].some(
          (word) => word !== null && decodeURIComponent(question.replaceAll('+', ' ')).includes(word),
        )
      const isHonest = log.some(({ question, own }) => own.includes(JSON.stringify(ref)) && asked(question))
      return isHonest ? [] : [`${name} has ${ref}, which ${vendor} knows of somebody else`]
    })
}

/** One day in this weather, in a copy of the book. */
async function day(
  { made, home, proxies }: { readonly made: string; readonly home: string; readonly proxies: Proxies },
  weather: { readonly fault: string; readonly vendor: VendorName } | undefined,
) {
  const folder = join(home, 'day')
  copyBook(made, folder)
  const spoilt = weather && vendorFaults[weather.fault]
  for (const name of vendorNames) proxies[name].weather(() => (name === weather?.vendor ? spoilt : undefined))
  const before = vendorNames.reduce((sum, name) => sum + proxies[name].log.length, 0)
  const ended = await daybook(['run', '--book', folder, '--limit', '30', '--json'])
  const questions = vendorNames.reduce((sum, name) => sum + proxies[name].log.length, 0) - before
  const doctor = Checks.parse(lastJson(await daybook(['doctor', '--book', folder, '--json'])))
  const ends = await withOwner(folder, endsOf)
  const gaps = weather === undefined ? 0 : await briefsWithGap(folder, weather.vendor)
  const foreign = await strangers(folder, proxies)
  await rm(folder, { recursive: true })
  return { summary: Summary.parse(lastJson(ended)), questions, doctor, ends, gaps, foreign }
}

/** Every fault at every vendor; `only` names some of them. */
export async function vendorStorms(
  only: readonly string[] = Object.keys(vendorFaults),
  names: readonly VendorName[] = vendorNames,
): Promise<readonly VendorFigures[]> {
  const home = await mkdtemp(join(tmpdir(), 'daybook-vendors-'))
  await chmod(home, 0o755)
  const sandboxes = {
    atlas: await startSandbox({ kind: vendors.atlas }),
    beacon: await startSandbox({ kind: vendors.beacon }),
  }
  const proxies = {
    atlas: await startFaultProxy(sandboxes.atlas.url),
    beacon: await startFaultProxy(sandboxes.beacon.url),
  }
  const made = join(home, 'made')
  const figures: VendorFigures[] = []
  try {
    const demo = await daybook(['demo', made, '--accounts', '300', '--seed', '3', '--no-run'])
    if (demo.code !== 0) throw new Error(demo.stderr)
    await settle(made, proxies)
    const calm = await day({ made, home, proxies }, undefined)
    for (const fault of only)
      for (const vendor of names)
        figures.push(
          figuresOf(await day({ made, home, proxies }, { fault, vendor }), calm, { fault, vendor }),
        )
    return figures
  } finally {
    for (const one of [...Object.values(proxies), ...Object.values(sandboxes)]) await one.close()
    await rm(home, { recursive: true, force: true })
  }
}

type Day = Awaited<ReturnType<typeof day>>

function figuresOf(
  { summary, questions, doctor, ends, gaps, foreign }: Day,
  calm: Day,
  weather: { readonly fault: string; readonly vendor: VendorName },
): VendorFigures {
  const shown = doctor.items.find(({ id, found }) => id === 'vendor' && found.startsWith(weather.vendor))
  const must: readonly (readonly [boolean, string])[] = [
    [
      ends.terminal === ends.chosen && ends.chosen === calm.ends.chosen,
      `${ends.terminal} of ${ends.chosen} accounts ended`,
    ],
    [summary.failed === 0, `${summary.failed} accounts failed for a vendor`],
    [questions <= 2 * calm.questions, `${questions} questions, on a quiet day ${calm.questions}`],
    [/\d+ failed/.test(shown?.found ?? ''), `doctor says ${shown?.found}`],
    [gaps > 0, 'no brief says that something could not be looked up'],
    [foreign.length === 0, foreign.join('; ')],
  ]
  return {
    ...weather,
    accounts: ends.chosen,
    terminal: ends.terminal,
    questions,
    calmQuestions: calm.questions,
    breaker: shown?.found ?? '',
    briefsWithGap: gaps,
    breaches: must.flatMap(([holds, what]) =>
      holds ? [] : [`${weather.fault} at ${weather.vendor}: ${what}`],
    ),
  }
}
