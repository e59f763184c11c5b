import { Fault } from '#base/fault.ts'
import type { PolicyMode } from '#records/policy.ts'
import type { Db } from '#state/db.ts'
import { policySwitches, type PolicySwitch } from '#state/read/policy-switches.ts'
import { policyVersions, type PolicyVersion } from '#state/read/policy-versions.ts'

/** A policy of the book with its versions and switches, the newest of both first. */
export interface StoredPolicy {
  readonly name: string
  readonly mode: PolicyMode
  /** The version that was switched last; the newest where none was. */
  readonly standing: PolicyVersion
  readonly newest: PolicyVersion
  readonly versions: readonly PolicyVersion[]
  readonly switches: readonly PolicySwitch[]
}

/** The book's own policies by name. */
export async function policiesOf(db: Db, name?: string): Promise<readonly StoredPolicy[]> {
  const [versions, switches] = await Promise.all([policyVersions(db, name), policySwitches(db, name)])
  return [...Map.groupBy(versions, (one) => one.name)].flatMap(([of, all]) => {
    const [newest] = all
    const said = switches.filter((one) => one.name === of)
    const standing = all.find(({ version }) => version === said[0]?.version) ?? newest
    if (newest === undefined || standing === undefined) return []
    return [{ name: of, mode: said[0]?.mode ?? 'disabled', standing, newest, versions: all, switches: said }]
  })
}

/** One policy by name. Fault `refused` when there is none. */
export async function policyNamed(db: Db, name: string): Promise<StoredPolicy> {
  const [found] = await policiesOf(db, name)
  if (found !== undefined) return found
  throw new Fault('refused', `there is no policy ${JSON.stringify(name)}`, 'see: daybook rules list')
}

/** The version that begins so; the newest when nobody said one. Fault `refused` when it is none, or several. */
export function versionOfPolicy(
  { name, newest, versions }: StoredPolicy,
  wanted: string | undefined,
): PolicyVersion {
  if (wanted === undefined) return newest
  const [only, second] = versions.filter(({ version }) => version.startsWith(wanted))
  if (only !== undefined && second === undefined) return only
  const found = only === undefined ? 'no version' : 'more than one version'
  throw new Fault(
    'refused',
    `${found} of ${name} begins with ${JSON.stringify(wanted)}`,
    `see: daybook rules show ${name}`,
  )
}
