import { readFile } from 'node:fs/promises'
import { Fault } from '#base/fault.ts'
import { Transcript } from '#records/transcript.ts'

function parsed(path: string, text: string): Transcript {
  try {
    return Transcript.parse(JSON.parse(text))
  } catch (thrown) {
    const why =
      thrown instanceof Error ? thrown.message.replaceAll(/\s+/g, ' ').slice(0, 200) : String(thrown)
    throw new Fault('nonsense', `${path} is no transcript: ${why}`, 'delete the file and record it anew')
  }
}

/** The transcript in a file, as a list of one; none where there is no such file. Throws Fault when it is damaged. */
export async function readTranscript(path: string): Promise<readonly Transcript[]> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return undefined
    throw new Fault('down', `cannot read ${path}: ${thrown.message}`)
  })
  return text === undefined ? [] : [parsed(path, text)]
}
