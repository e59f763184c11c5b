import type { World } from '#ports/world.ts'
import { erased } from '#records/erased.ts'
import { patternsOf, type Forgotten } from '#records/forgotten.ts'
import { RunId, type AccountId } from '#records/ids.ts'
import { scratchFolder } from '#tools/scratch/scratch.ts'

type Files = Pick<World, 'workspace'>

const firstOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.flatMap((path) => path.split('/')[0] ?? [])),
]

/** The files of an account in a run that speak of the person: what was put to the model and came back, and its scratch files. */
async function filesAbout(
  { workspace }: Files,
  { runId, accountId }: { readonly runId: RunId; readonly accountId: AccountId },
  pattern: RegExp,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const folder of [`runs/${runId}/accounts/${accountId}`, scratchFolder({ runId, accountId })])
    for (const name of await workspace.list(folder)) {
      const path = `${folder}/${name}`
      if (pattern.test((await workspace.read(path)) ?? '')) found.push(path)
    }
  return found
}

/** A report that names the person keeps everything but that. */
async function forgetInReport(
  { workspace }: Files,
  path: string,
  ask: { pattern: RegExp; isDryRun: boolean },
) {
  const text = await workspace.read(path)
  if (text === undefined || !ask.pattern.test(text)) return 0
  const without = text.replaceAll(new RegExp(ask.pattern, 'gi'), `$1${erased}$3`)
  if (!ask.isDryRun) await workspace.write(path, without)
  return 1
}

/**
 * Removes the files of these accounts that speak of the person, in every run, and their name from the reports. Gives how
 * many there were. Idempotent; a crash is continued by the next call.
 */
export async function forgetFiles(
  files: Files,
  person: Forgotten,
  { accountIds, isDryRun }: { readonly accountIds: readonly AccountId[]; readonly isDryRun: boolean },
): Promise<number> {
  const patterns = patternsOf(person)
  const own = new RegExp(patterns.own, 'i')
  const anywhere = new RegExp(patterns.anywhere, 'i')
  let count = 0
  for (const name of firstOf(await files.workspace.list('runs'))) {
    const runId = RunId.safeParse(name)
    if (!runId.success) continue
    for (const accountId of accountIds) {
      const pattern = person.accountIds.includes(accountId) ? own : anywhere
      const paths = await filesAbout(files, { runId: runId.data, accountId }, pattern)
      if (!isDryRun) for (const path of paths) await files.workspace.remove(path)
      count += paths.length
    }
    count += await forgetInReport(files, `runs/${name}/report.md`, { pattern: own, isDryRun })
  }
  return count
}
