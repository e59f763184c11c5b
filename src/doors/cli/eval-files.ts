import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Fault } from '#base/fault.ts'
import type { NamedCase } from '#orchestrator/eval/case-reading.ts'
import { EvalCase } from '#records/eval-case.ts'
import { EvalResult } from '#records/eval-result.ts'
import { AccountId } from '#records/ids.ts'
import type { Transcript } from '#records/transcript.ts'

// A folder of evals: cases/<name>.json, and what runs leave beside them: results/<model>.json, recordings/<name>.json.

export const recordingsIn = (folder: string): string => join(folder, 'recordings')
const resultFile = (folder: string, model: string): string =>
  join(folder, 'results', `${model.replaceAll(/[^A-Za-z0-9._-]/g, '-')}.json`)

const textFile = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const why = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

function json(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (thrown) {
    return { problem: `no JSON: ${why(thrown)}` }
  }
}

/** A case, or what is wrong with its file: the field and what was expected there. */
function parsed(name: string, text: string): NamedCase | { readonly problems: readonly string[] } {
  const read = json(text)
  if ('problem' in read) return { problems: [read.problem] }
  const given = EvalCase.safeParse(read.value)
  const issues = [...(AccountId.safeParse(name).error?.issues ?? []), ...(given.error?.issues ?? [])]
  if (given.data === undefined || issues.length > 0)
    return { problems: issues.map(({ path, message }) => `${path.join('.') || 'the case'}: ${message}`) }
  const problems = strangers(given.data)
  return problems.length > 0 ? { problems } : { name, given: given.data }
}

/** c1, c2 … must stand for contacts that are there, else a property could never be met or missed. */
function strangers({ contacts, activities, expect }: EvalCase): readonly string[] {
  const there = new Set(contacts.map((_contact, at) => `c${at + 1}`))
  const named = [
    ...activities.map((one, at) => [`activities.${at}.with`, one.with ?? 'c1'] as const),
    ...(expect.to ?? []).map((short, at) => [`expect.to.${at}`, short] as const),
  ]
  return named.flatMap(([path, short]) =>
    there.has(short) || (path.startsWith('activities') && short === 'c1')
      ? []
      : [`${path}: there is no contact ${short}, there are ${[...there].join(', ') || 'none'}`],
  )
}

/** All cases of a folder in the order of their names. Fault `refused` names every file and field that is wrong. */
export async function readCases(folder: string): Promise<readonly NamedCase[]> {
  const from = join(folder, 'cases')
  const files = await readdir(from).catch((thrown: unknown) => {
    throw new Fault(
      'refused',
      `expected cases in ${from} and could not read that folder: ${why(thrown)}`,
      'daybook eval FOLDER, with FOLDER/cases/*.json; the cases Daybook is tested with lie in evals/ of its clone',
    )
  })
  const names = files.filter((file) => file.endsWith('.json')).toSorted()
  const read = await Promise.all(
    names.map(async (file) => ({
      file,
      found: parsed(basename(file, '.json'), await readFile(join(from, file), 'utf8')),
    })),
  )
  const problems = read.flatMap(({ file, found }) =>
    'problems' in found ? found.problems.map((problem) => `  cases/${file}: ${problem}`) : [],
  )
  if (problems.length > 0)
    throw new Fault(
      'refused',
      `these cases cannot be read\n${problems.join('\n')}`,
      'mend the files; docs/evals.md',
    )
  return read.flatMap(({ found }) => ('problems' in found ? [] : [found]))
}

/** The last run of this folder by this model; undefined when there was none. */
export async function lastResult(folder: string, model: string): Promise<EvalResult | undefined> {
  const file = resultFile(folder, model)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const read = json(text)
  const result = 'value' in read ? EvalResult.safeParse(read.value).data : undefined
  if (result === undefined) throw new Fault('refused', `${file} is no result of an eval`, 'delete the file')
  return result
}

async function put(file: string, folder: string, value: unknown): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, textFile(value))
  } catch (thrown) {
    throw new Fault('down', `cannot write ${file}: ${why(thrown)}`)
  }
}

/** Replaces the last run. Returns the file. */
export async function keepResult(folder: string, result: EvalResult): Promise<string> {
  const file = resultFile(folder, result.model)
  await put(file, join(folder, 'results'), result)
  return file
}

/** Stores what a case's conversation was, to be played by `--model recorded`. */
export const keepRecording = (folder: string, transcript: Transcript): Promise<void> =>
  put(join(recordingsIn(folder), `${transcript.accountId}.json`), recordingsIn(folder), transcript)
