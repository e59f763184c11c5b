import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assembleBrief, type BriefReading } from '#brief/assemble.ts'
import { parseSkill } from '#brief/skill.ts'
import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import type { Brief, Skill } from '#records/brief.ts'
import { Claim } from '#records/claim.ts'
import { type IdealCustomer, SelectConfig } from '#records/config.ts'
import { Contact } from '#records/contact.ts'
import { Deal } from '#records/deal.ts'
import type { Fields } from '#records/fields.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { Suppression } from '#records/suppression.ts'
import { SkillName } from '#records/words.ts'

/** The moment of every handmade brief. */
export const now = new Date('2026-11-20T09:00:00.000Z')
/** So many days before `now`, as an instant. */
const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString()

const skillFile = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../skills/${name}/SKILL.md`, import.meta.url)), 'utf8')

/** The shipped skills, parsed. */
export const shippedSkills = (): Record<SkillName, Skill> => {
  const parsed = SkillName.options.map((name) => {
    const skill = parseSkill(name, skillFile(name))
    if (skill.kind === 'broken') throw new Error(`${name}: ${skill.problems.join('; ')}`)
    return [name, skill.skill] as const
  })
  return Object.fromEntries(parsed) as Record<SkillName, Skill>
}

export const shippedPlaybook = (): string =>
  readFileSync(fileURLToPath(new URL('../../skills/playbook.md', import.meta.url)), 'utf8')

/** An account in few words; everything left out is quiet and fresh. */
export interface Sketch {
  readonly id?: string
  readonly fields?: Fields
  /** Days since each field was entered; default 10. */
  readonly ages?: Readonly<Record<string, number>>
  readonly createdDaysAgo?: number
  readonly contacts?: readonly Fields[]
  readonly deals?: readonly Fields[]
  readonly activities?: readonly (Partial<Omit<Activity, 'at'>> & { readonly daysAgo: number })[]
  readonly claims?: readonly {
    readonly field: string
    readonly value: number | string
    readonly daysAgo?: number
  }[]
  readonly suppressed?: readonly string[]
  /** What earlier runs and passes did here. */
  readonly work?: BriefReading['work']
  /** The kind of work the run was asked for. */
  readonly skill?: SkillName
  readonly idealCustomer?: Partial<IdealCustomer>
}

const marks = (fields: Fields, ages: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.keys(fields).map((name) => [name, { at: ago(ages[name] ?? 10), by: 'import' }]))

const own = (
  id: string,
  of: { fields: Fields; ages?: Readonly<Record<string, number>>; daysAgo?: number },
) => ({
  id,
  key: null,
  version: `v-${id}`,
  ownerId: 'owner-1',
  createdAt: ago(of.daysAgo ?? 400),
  updatedAt: ago(1),
  fields: of.fields,
  marks: marks(of.fields, of.ages ?? {}),
})

const clean: Fields = {
  name: 'Harbor Lantern',
  domain: 'harbor-lantern.example',
  industry: 'Logistics',
  employees: 240,
  description: 'Route planning for harbour pilots',
  city: 'Bremen',
}

/** What would have been read for the sketched account. */
export function readingOf(sketch: Sketch): BriefReading & { readonly accountId: AccountId } {
  const accountId = AccountId.parse(sketch.id ?? 'a-1')
  const account = Account.parse(
    own(accountId, {
      fields: { ...clean, ...sketch.fields },
      ages: sketch.ages ?? {},
      daysAgo: sketch.createdDaysAgo ?? 400,
    }),
  )
  const people = sketch.contacts ?? [
    { firstName: 'Ines', lastName: 'Falk', title: 'CEO', email: 'ines@harbor-lantern.example' },
  ]
  const contacts = people.map((fields, at) =>
    Contact.parse({ ...own(`${accountId}-c${at}`, { fields }), accountId }),
  )
  const deals = (sketch.deals ?? []).map((fields, at) =>
    Deal.parse({ ...own(`${accountId}-d${at}`, { fields }), accountId }),
  )
  const activities = (sketch.activities ?? [])
    .map(({ daysAgo, ...rest }, at) =>
      Activity.parse({
        id: `${accountId}-x${at}`,
        key: null,
        version: 'v1',
        accountId,
        contactId: null,
        dealId: null,
        ownerId: null,
        type: 'email',
        direction: 'inbound',
        author: 'outsider',
        at: ago(daysAgo),
        subject: '',
        body: '',
        dueOn: null,
        done: null,
        ...rest,
      }),
    )
    .toSorted((a, b) => (a.at > b.at ? -1 : 1))
  return {
    accountId,
    dossier: { account, contacts, deals },
    timeline: { activities, asOf: now.toISOString() },
    dealStages: [
      { id: 'talks', label: 'Talks', order: 1, kind: 'open' },
      { id: 'won', label: 'Won', order: 2, kind: 'won' },
    ],
    stored: [],
    claims: (sketch.claims ?? []).map(({ field, value, daysAgo = 5 }, at) =>
      Claim.parse({
        id: `claim_00000${at}`,
        accountId,
        field,
        value,
        vendor: `vendor-${at}`,
        observedAt: ago(daysAgo),
      }),
    ),
    gaps: [],
    memory: [],
    flags: [],
    readMails: [],
    work: sketch.work ?? [],
    suppressions: (sketch.suppressed ?? []).map((value) =>
      Suppression.parse({ scope: 'address', value, reason: 'asked to be left alone', at: ago(30) }),
    ),
    system: 'crm-local',
    now,
  }
}

const skills = shippedSkills()
const playbook = shippedPlaybook()
const sender = {
  name: 'Mara Stein',
  email: 'mara@sender.example',
  company: 'Sender & Co',
  domain: 'sender.example',
  about: 'We help teams that ship things on time.',
}

/** The brief of a sketched account, put together by the real code with the shipped skills. */
export function briefOf(sketch: Sketch = {}): Brief {
  const { accountId, ...reading } = readingOf(sketch)
  const config = {
    sender,
    language: 'en',
    select: SelectConfig.parse({ idealCustomer: sketch.idealCustomer ?? {} }),
  }
  const runId = RunId.parse('run_abcdef')
  return assembleBrief(
    { runId, accountId, reasons: ['stage'], config, playbook, skills, skill: sketch.skill },
    reading,
  )
}
