import { parse } from 'csv-parse/sync'
import * as z from 'zod'
import type { Delimiter } from './delimiter.ts'
import { longestRecord, type Line } from './lines.ts'

// csv-parse knows the grammar. What it cannot do is contain a broken quote: it reads on until the next quote or the end
// of the file, and every row in between is gone. So records are cut out by lines first (a record ends where its quotes
// are even), and a record that cannot be read costs its first line, with a reason, and reading goes on at the next.

/** A record of the file. `row` counts records and blank lines from 1, the header first, as a spreadsheet shows them. */
export type Piece =
  | {
      readonly kind: 'record'
      readonly row: number
      readonly line: number
      readonly cells: readonly string[]
    }
  | {
      readonly kind: 'broken'
      readonly row: number
      readonly line: number
      readonly text: string
      readonly reason: string
    }

/** Lines that may be one record: their quotes are even. `index`: the first one's place among the pending lines. */
interface Candidate {
  readonly index: number
  readonly lines: readonly Line[]
  readonly text: string
}

type Read = { readonly cells: readonly string[] } | { readonly reason: string }

const CsvFailure = z.object({ code: z.string() })

const reasons: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote opens here and never closes',
  CSV_INVALID_CLOSING_QUOTE: 'a quote inside a quoted cell is not doubled',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
}

const quotesIn = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1
  return count
}

const isTooLong = ({ lines }: Candidate): boolean => lines.some((line) => line.isTooLong)
const isBlank = (candidate: Candidate): boolean => !isTooLong(candidate) && candidate.text.trim() === ''

// One failure costs reading the batch again, so batches are small.
const batch = 200

/** Lines in, records out; holds at most one record and one block of the file. */
export class RecordReader {
  private readonly delimiter: Delimiter
  private pending: readonly Line[] = []
  private row = 0
  private width: number | undefined

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter
  }

  add(lines: readonly Line[], isLast: boolean): Piece[] {
    this.pending = [...this.pending, ...lines]
    const pieces: Piece[] = []
    let from = 0
    for (;;) {
      const candidates = this.candidates(from)
      if (candidates.length === 0) {
        const isStuck = from < this.pending.length && (isLast || this.sizeFrom(from) > longestRecord)
        if (!isStuck) break
        pieces.push(this.single(from, reasons['CSV_QUOTE_NOT_CLOSED'] ?? ''))
        from += 1
      }
      const { done, next } = this.read(candidates)
      pieces.push(...done)
      from = next ?? from
    }
    this.pending = this.pending.slice(from)
    return pieces
  }

  /** The next complete records, at most a batch. */
  private candidates(from: number): Candidate[] {
    const found: Candidate[] = []
    let at = from
    while (found.length < batch) {
      const candidate = this.candidateAt(at)
      if (candidate === undefined) break
      found.push(candidate)
      at += candidate.lines.length
    }
    return found
  }

  private sizeFrom(from: number): number {
    let size = 0
    for (let i = from; i < this.pending.length && size <= longestRecord; i++)
      size += this.pending[i]?.text.length ?? 0
    return size
  }

  private candidateAt(index: number): Candidate | undefined {
    let quotes = 0
    let size = 0
    let text = ''
    for (let i = index; i < this.pending.length; i++) {
      const line = this.pending[i]
      if (line === undefined || size > longestRecord) return undefined
      quotes += quotesIn(line.text)
      size += line.text.length
      text += line.text
      if (quotes % 2 === 0 || line.isTooLong) return { index, text, lines: this.pending.slice(index, i + 1) }
      text += line.end
    }
    return undefined
  }

  /** Reads the batch at once; only where that fails, one by one. `next`: the line at which reading goes on. */
  private read(candidates: readonly Candidate[]): { done: Piece[]; next: number | undefined } {
    const whole = this.parseAll(candidates.filter((candidate) => !isBlank(candidate)))
    const done: Piece[] = []
    let nth = 0
    let next: number | undefined
    for (const candidate of candidates) {
      next = candidate.index + candidate.lines.length
      if (isBlank(candidate)) {
        this.row += 1
        continue
      }
      const cells = whole?.[nth]
      nth += 1
      const read = cells === undefined ? this.parseOne(candidate) : { cells }
      const lost = 'reason' in read ? read.reason : this.swallowed(candidate, read.cells)
      if ('cells' in read && lost === undefined) {
        done.push(this.record(candidate.lines[0]?.number ?? 0, read.cells))
        continue
      }
      done.push(this.single(candidate.index, lost ?? ''))
      if (candidate.lines.length > 1) return { done, next: candidate.index + 1 }
    }
    return { done, next }
  }

  private record(line: number, cells: readonly string[]): Piece {
    this.row += 1
    this.width ??= cells.length
    return { kind: 'record', row: this.row, line, cells }
  }

  /** A line that is no record by the grammar: quotes in the middle of cells are letters if the cells come out right. */
  private single(index: number, reason: string): Piece {
    const line = this.pending[index]
    if (line === undefined) throw new Error(`no line at ${index}`)
    const cells = line.text.split(this.delimiter)
    const isPlain = cells.length === this.width && !cells.some((cell) => cell.trimStart().startsWith('"'))
    if (isPlain && !line.isTooLong) return this.record(line.number, cells)
    this.row += 1
    return { kind: 'broken', row: this.row, line: line.number, text: line.text.slice(0, 200), reason }
  }

  /** Why a record over several lines is none: its cells are too few or many, and its second line is a fine record. */
  private swallowed({ lines }: Candidate, cells: readonly string[]): string | undefined {
    const second = lines[1]
    if (second === undefined || this.width === undefined || cells.length === this.width) return undefined
    const alone = this.parse(second.text)
    const isRecord = 'rows' in alone && alone.rows[0]?.length === this.width
    return isRecord ? 'a quote opens here and closes rows later' : undefined
  }

  private parseAll(candidates: readonly Candidate[]): readonly (readonly string[])[] | undefined {
    if (candidates.some(isTooLong)) return undefined
    const read = this.parse(candidates.map(({ text }) => text).join('\n'))
    return 'rows' in read && read.rows.length === candidates.length ? read.rows : undefined
  }

  private parseOne(candidate: Candidate): Read {
    if (isTooLong(candidate)) return { reason: `a record may have at most ${longestRecord} characters` }
    const read = this.parse(candidate.text)
    if ('reason' in read) return read
    const [cells] = read.rows
    return cells !== undefined && read.rows.length === 1 ? { cells } : { reason: 'it cannot be read' }
  }

  private parse(
    text: string,
  ): { readonly rows: readonly (readonly string[])[] } | { readonly reason: string } {
    try {
      return {
        rows: parse(text, { delimiter: this.delimiter, relax_column_count: true, record_delimiter: '\n' }),
      }
    } catch (thrown) {
      const failure = CsvFailure.safeParse(thrown)
      if (!failure.success) throw thrown
      return { reason: reasons[failure.data.code] ?? failure.data.code }
    }
  }
}
