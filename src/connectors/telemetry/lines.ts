import { createWriteStream, mkdirSync } from 'node:fs'
import type { WriteStream } from 'node:fs'
import { join } from 'node:path'

/** Where lines go. `write` never throws and never waits: a line that finds no room is left out, and counted. */
export interface Lines {
  write(line: string): void
  /** Waits for what was written, `limitMs` at most; then says how many lines were left out. */
  close(limitMs: number): Promise<number>
}

/** What may wait for the disk, in bytes. */
const mostWaiting = 1 << 20

/** Lines on a stream of the process, whose reader is whoever set it up. */
export const linesTo = (write: (text: string) => void): Lines => ({
  write: (line) => write(`${line}\n`),
  close: async () => 0,
})

/** Lines at the end of `<folder>/<day>.jsonl`, a file a day (UTC); any number of processes may write to it. */
export function linesIn(folder: string, today: () => string): Lines {
  let open: { readonly day: string; readonly stream: WriteStream } | undefined
  let left = 0
  const streamOf = (day: string): WriteStream => {
    if (open?.day === day) return open.stream
    open?.stream.end()
    const stream = createWriteStream(join(folder, `${day}.jsonl`), { flags: 'a', mode: 0o600 })
    // A disk that is full, a folder that is gone: what waits is lost, and so is every line until tomorrow.
    stream.on('error', () => {})
    open = { day, stream }
    return stream
  }
  return {
    write(line) {
      const stream = streamOf(today())
      if (stream.destroyed || stream.writableLength > mostWaiting) left += 1
      else
        stream.write(`${line}\n`, (error) => {
          if (error) left += 1
        })
    },
    async close(limitMs) {
      const stream = open?.stream
      if (stream !== undefined && !stream.destroyed) {
        const ended = new Promise<void>((resolve) => stream.end(resolve).once('error', () => resolve()))
        const late = Promise.withResolvers<void>()
        const timer = setTimeout(late.resolve, limitMs)
        await Promise.race([ended, late.promise])
        clearTimeout(timer)
      }
      return left
    },
  }
}

/** Makes the folder of the log; what the disk says against it is said by the first line. */
export function folderOfLog(book: string): string {
  const folder = join(book, 'logs')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch {
    // Every line is then left out and counted.
  }
  return folder
}
