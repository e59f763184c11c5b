import * as z from 'zod'
import { DumpedMigration, DumpedTable } from '#connectors/postgres/snapshot.ts'

// A backup is one gzip of lines; the first letter says what a line is. Files first, then tables, then the end, without
// which it is half a backup.
//   H header · F file · P piece of it, base64 · T table · R row of it · S hash of what came since F or T · Z the end

export const Header = z.object({
  format: z.literal('daybook-backup'),
  version: z.literal(1),
  at: z.iso.datetime(),
  book: z.string(),
  schemas: z.record(z.string(), z.array(DumpedMigration)),
})
export type Header = z.infer<typeof Header>

/** A path below the book's folder: relative, with `/`, never out of it. */
const Path = z.string().refine((path) => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'))

const Counts = { lines: z.int() }
export const Section = z.object({ sha256: z.string(), ...Counts })
export const End = z.object({ files: z.int(), tables: z.int(), rows: z.int(), sha256: z.string() })
export type End = z.infer<typeof End>

/** A line of a backup, understood. `data` of a piece is the file's bytes; `text` of a row is its JSON as it stands. */
export type BackupLine =
  | { readonly kind: 'header'; readonly header: Header }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'piece'; readonly data: Buffer }
  | { readonly kind: 'table'; readonly table: DumpedTable }
  | { readonly kind: 'row'; readonly text: string }
  | { readonly kind: 'section'; readonly section: z.infer<typeof Section> }
  | { readonly kind: 'end'; readonly end: End }

/** Throws when the line is none of a backup. */
export function parseLine(line: string): BackupLine {
  const rest = line.slice(1)
  switch (line[0]) {
    case 'H':
      return { kind: 'header', header: Header.parse(JSON.parse(rest)) }
    case 'F':
      return { kind: 'file', path: Path.parse(JSON.parse(rest)) }
    case 'P':
      return { kind: 'piece', data: Buffer.from(rest, 'base64') }
    case 'T':
      return { kind: 'table', table: DumpedTable.parse(JSON.parse(rest)) }
    case 'R':
      return { kind: 'row', text: rest }
    case 'S':
      return { kind: 'section', section: Section.parse(JSON.parse(rest)) }
    case 'Z':
      return { kind: 'end', end: End.parse(JSON.parse(rest)) }
    default:
      throw new Error(`a line begins with ${JSON.stringify(line.slice(0, 1))}`)
  }
}
