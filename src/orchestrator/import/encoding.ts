import { isAscii } from 'node:buffer'
import { Fault } from '#base/fault.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** How the bytes of a file are read. `isDamaged`: mostly UTF-8, with some bytes that are not. */
export interface FoundEncoding {
  readonly encoding: Encoding
  readonly isDamaged: boolean
  readonly bytes: number
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

const strangers: readonly (readonly [readonly number[], string, string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or zip archive', 'save the sheet as CSV (UTF-8)'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook', 'save the sheet as CSV (UTF-8)'],
  [[0x1f, 0x8b], 'a gzip archive', 'unpack it'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF', 'export the list as CSV'],
]

/** Says what a file is that can be no CSV; undefined when nothing speaks against it. */
function strangerOf(head: Uint8Array): { readonly what: string; readonly next: string } | undefined {
  const found = strangers.find(([start]) => startsWith(head, start))
  return found === undefined ? undefined : { what: found[1], next: found[2] }
}

/** The encoding a byte order mark or the pattern of zero bytes gives away; undefined: look at the bytes. */
function wideEncoding(head: Uint8Array): Encoding | undefined {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return 'utf-8'
  if (startsWith(head, [0xff, 0xfe])) return 'utf-16le'
  if (startsWith(head, [0xfe, 0xff])) return 'utf-16be'
  const zeros = [0, 0]
  const length = Math.min(head.length, 4096)
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > length * 0.2 && even < length * 0.05) return 'utf-16le'
  if (even > length * 0.2 && odd < length * 0.05) return 'utf-16be'
  return undefined
}

/** Counts well-formed and broken UTF-8 sequences across chunks; overlong forms and surrogates count as broken. */
class Utf8Scan {
  wellFormed = 0
  broken = 0
  private open = 0
  private low = 0x80
  private high = 0xbf

  add(chunk: Uint8Array): void {
    if (this.open === 0 && isAscii(chunk)) return
    for (const byte of chunk) this.take(byte)
  }

  end(): void {
    if (this.open > 0) this.broken += 1
  }

  private take(byte: number): void {
    if (this.open > 0) {
      if (byte >= this.low && byte <= this.high) {
        this.low = 0x80
        this.high = 0xbf
        this.open -= 1
        if (this.open === 0) this.wellFormed += 1
        return
      }
      this.broken += 1
    }
    this.start(byte)
  }

  private start(byte: number): void {
    this.open = 0
    this.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
    this.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
    if (byte < 0x80) return
    if (byte >= 0xc2 && byte <= 0xdf) this.open = 1
    else if (byte >= 0xe0 && byte <= 0xef) this.open = 2
    else if (byte >= 0xf0 && byte <= 0xf4) this.open = 3
    else this.broken += 1
  }
}

// A whole pass, because a Windows file may show its first accent after any number of plain rows: a decision by the
// first block alone would turn all those names into doubts.
/** Reads all bytes once and says how they are to be decoded. Fault `refused` for what is plainly no CSV. */
export async function findEncoding(name: string, chunks: AsyncIterable<Uint8Array>): Promise<FoundEncoding> {
  const scan = new Utf8Scan()
  let bytes = 0
  let wide: Encoding | undefined
  for await (const chunk of chunks) {
    if (bytes === 0) {
      const stranger = strangerOf(chunk)
      if (stranger !== undefined)
        throw new Fault('refused', `${name} is ${stranger.what}, not a CSV file`, stranger.next)
      wide = wideEncoding(chunk)
    }
    bytes += chunk.length
    if (wide !== 'utf-16le' && wide !== 'utf-16be') scan.add(chunk)
  }
  scan.end()
  if (wide === 'utf-16le' || wide === 'utf-16be') return { encoding: wide, isDamaged: false, bytes }
  const isWindows = wide === undefined && scan.broken > 0 && scan.broken >= scan.wellFormed
  return { encoding: isWindows ? 'windows-1252' : 'utf-8', isDamaged: !isWindows && scan.broken > 0, bytes }
}

/** The text, chunk by chunk, without a byte order mark; bytes that do not fit become U+FFFD. */
export async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
