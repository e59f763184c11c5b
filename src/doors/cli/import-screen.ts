import type { Finding } from '#orchestrator/import/finding.ts'
import type { ImportAsk, ImportProgress, ImportResult } from '#orchestrator/import/import-files.ts'
import type { InspectedFile } from '#orchestrator/import/inspect-file.ts'
import { mappingText } from '#orchestrator/import/mapping-text.ts'
import { leftOut, type MappedColumn } from '#orchestrator/import/mapping.ts'
import type { Printer } from './cli.ts'

/** Foreign text on a terminal: no control characters, no line breaks, not too long. */
const shownText = (text: string, length: number): string => {
  const flat = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
  const letters = [...flat]
  return letters.length <= length ? flat : `${letters.slice(0, length - 1).join('')}…`
}

/** A path on a terminal: its end says which file it is. */
const shownFile = (name: string): string => {
  const letters = [...shownText(name, 4000)]
  return letters.length <= 40 ? letters.join('') : `…${letters.slice(-39).join('')}`
}

const number = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')

const count = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`

function samplesOf({ sample }: InspectedFile, { column }: MappedColumn): string {
  const values = sample.map((cells) => (cells[column.index] ?? '').trim()).filter((value) => value !== '')
  return [...new Set(values)]
    .slice(0, 3)
    .map((value) => shownText(value, 24))
    .join(' · ')
}

function fieldShown({ field, why }: MappedColumn): string {
  if (field === leftOut) return 'left out'
  return why === 'known header' || why === 'said' ? field : `${field} (own field)`
}

/** The mapping as a table, and as text that can be edited and handed to --map. */
export function mappingScreen(file: InspectedFile, print: Pick<Printer, 'bold' | 'dim'>): string {
  const rows = file.mapping.map((mapped) => [
    shownText(mapped.column.name, 30),
    fieldShown(mapped),
    samplesOf(file, mapped),
  ])
  const width = (nth: number) => Math.max(...rows.map((row) => [...(row[nth] ?? '')].length))
  const [first, second] = [width(0), width(1)]
  const lines = rows.map(
    ([column = '', field = '', samples = '']) =>
      `  ${column.padEnd(first)}  →  ${field.padEnd(second)}  ${print.dim(samples)}`,
  )
  return [
    print.bold(`${file.file.name}: ${file.kind}, ids of source "${file.source}"`),
    ...file.notes.map((note) => `  ! ${shownText(note, 300)}`),
    ...lines,
    print.dim(
      `  change it with: --map '${shownText(mappingText(file.mapping), 4000).replaceAll("'", String.raw`'\''`)}'`,
    ),
  ].join('\n')
}

const counts = ({ tally }: Pick<ImportProgress, 'tally'>): string =>
  `${number(tally.created)} created, ${number(tally.updated)} updated, ${number(tally.unchanged)} unchanged, ${number(tally.rejected)} rejected`

export const progressLine = (done: ImportProgress, isDryRun: boolean): string =>
  `${isDryRun ? 'looking at' : 'importing'} ${shownFile(done.file)}  ${Math.floor(done.share * 100)} %  ${number(done.tally.rows)} rows: ${counts(done)}`

/** What a failure left in the book. */
export const keptSoFar = (done: ImportProgress): string =>
  `At least ${count(done.tally.rows, 'row')} were done before that (${counts(done)}) and are kept.`

/** The keys of day.md, and what each file was taken for. */
export function importJson(result: ImportResult, wallMs: number): object {
  const { newSuggestions, ...tally } = result.tally
  return {
    ...tally,
    wallMs,
    newSuggestions,
    interrupted: result.isInterrupted,
    files: result.byFile.map(({ file, tally: own }) => ({
      file: file.file.name,
      kind: file.kind,
      source: file.source,
      encoding: file.found.encoding,
      map: mappingText(file.mapping),
      mapping: file.mapping.map(({ column, field, why }) => ({ column: column.name, field, why })),
      ...own,
    })),
  }
}

interface Around {
  readonly wallMs: number
  readonly ask: ImportAsk
  readonly report: string | undefined
  /** A few of the rejected and doubtful cells. */
  readonly samples: readonly Finding[]
  readonly print: Pick<Printer, 'bold' | 'dim'>
}

function sampleLine({ file, row, column, value, reason }: Finding): string {
  const cell = column === '' ? '' : `, ${shownText(column, 30)}`
  return `    ${shownFile(file)} row ${row}${cell}: ${shownText(reason, 90)}${value === '' ? '' : ` (${shownText(value, 40)})`}`
}

function attention(result: ImportResult, { report, ask, samples }: Around): readonly string[] {
  const { rejected, doubtful, suggestions, newSuggestions } = result.tally
  const where = report === undefined ? 'see them all with --report look.csv' : `they all stand in ${report}`
  const examples = result.examples.map(
    ({ reason, detail }) => `    ${reason === 'same-domain' ? 'domain' : 'name'} ${shownText(detail, 60)}`,
  )
  return [
    ...(rejected > 0 ? [`  ${count(rejected, 'row')} could not be taken; ${where}`] : []),
    ...(doubtful > 0 ? [`  ${count(doubtful, 'cell')} could not be read and were left out; ${where}`] : []),
    ...samples.map(sampleLine),
    ...(suggestions > 0
      ? [
          `  ${count(suggestions, 'pair')} of accounts may be one company (${number(newSuggestions)} new); nothing was merged`,
          ...examples,
          ...(ask.isDryRun ? [] : ['    all of them: daybook import --suggestions']),
        ]
      : []),
  ]
}

function nextSteps(result: ImportResult, { ask }: Around): readonly string[] {
  if (result.isInterrupted)
    return ['Stopped as you asked. The same command again goes on: rows that are there are found again.']
  if (ask.isDryRun) return ['Nothing was written. Without --dry-run the same command imports it.']
  return [
    'Next:',
    '  daybook run             work the most deserving accounts',
    '  daybook book            see the whole book by segment',
  ]
}

/** What happened, what needs a person, and what to do next. */
export function importScreen(result: ImportResult, around: Around): string {
  const { rows } = result.tally
  const verb = around.ask.isDryRun ? 'Would import' : 'Imported'
  const files =
    result.byFile.length > 1
      ? result.byFile.map(
          ({ file, tally }) => `  ${shownFile(file.file.name)} (${file.kind}): ${counts({ tally })}`,
        )
      : []
  const mappings = around.ask.isDryRun
    ? result.byFile.map(({ file }) => mappingScreen(file, around.print))
    : []
  return [
    ...mappings,
    `${verb} ${count(rows, 'row')} in ${(around.wallMs / 1000).toFixed(1)} s: ${counts(result)}`,
    ...files,
    ...attention(result, around),
    ...nextSteps(result, around),
  ].join('\n')
}
