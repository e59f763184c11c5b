import { open } from 'node:fs/promises'

/**
 * Adds a line to the end of a file and waits for the disk. One write in append mode: lines of several processes do not
 * mix. After a write that a crash cut short the next line begins a line of its own.
 */
export async function appendLine(file: string, line: string): Promise<void> {
  const handle = await open(file, 'a+')
  try {
    const { size } = await handle.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await handle.read(last, 0, 1, size - 1)
    const isTorn = size > 0 && last.toString() !== '\n'
    await handle.write(`${isTorn ? '\n' : ''}${line}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
