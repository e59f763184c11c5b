import { decode, type Encoding } from './encoding.ts'
import { type Delimiter, findDelimiter } from './delimiter.ts'
import { LineCutter } from './lines.ts'
import { type Piece, RecordReader } from './records.ts'
import type { SourceFile } from './source-file.ts'

/** Some records, and how many bytes of the file were read for them. */
export interface PieceBlock {
  readonly pieces: readonly Piece[]
  readonly bytes: number
}

// Line break and delimiter are judged by the first block: enough for a header and some rows of any real list.
const firstBlock = 65_536

/** The records of a file, block by block. Memory: one block, one record, whatever the file's size. */
export async function* readPieces(file: SourceFile, encoding: Encoding): AsyncGenerator<PieceBlock> {
  let bytes = 0
  async function* counted() {
    for await (const chunk of file.open()) {
      bytes += chunk.length
      yield chunk
    }
  }
  let head = ''
  let reading: { readonly cutter: LineCutter; readonly reader: RecordReader } | undefined
  for await (const text of decode(counted(), encoding)) {
    if (reading !== undefined) {
      yield { pieces: reading.reader.add(reading.cutter.add(text), false), bytes }
      continue
    }
    head += text
    if (head.length < firstBlock) continue
    reading = start(head)
    yield { pieces: reading.reader.add(reading.cutter.add(head), false), bytes }
    head = ''
  }
  const last = reading ?? start(head)
  const lines = reading === undefined ? last.cutter.add(head) : []
  yield { pieces: last.reader.add([...lines, ...last.cutter.end()], true), bytes }
}

function start(head: string): { cutter: LineCutter; reader: RecordReader } {
  const delimiter: Delimiter = findDelimiter(head.split(/\r\n|\n|\r/).filter((line) => line.trim() !== ''))
  return { cutter: new LineCutter(head), reader: new RecordReader(delimiter) }
}
