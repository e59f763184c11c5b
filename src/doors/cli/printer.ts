import { styleText } from 'node:util'
import type { Printer } from './cli.ts'

interface Streams {
  readonly out: { write(text: string): unknown }
  readonly err: { write(text: string): unknown; readonly isTTY?: boolean | undefined }
  readonly json: boolean
  readonly colour: boolean
}

/** Results on `out`, everything else on `err`. Off a terminal a progress line appears every 10 %. */
export function printerTo({ out, err, json, colour }: Streams): Printer {
  let lastTenth = -1
  let lineOpen = false
  const endLine = (): void => {
    if (lineOpen) err.write('\n')
    lineOpen = false
  }
  const style = (format: 'bold' | 'dim') => (text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text
  return {
    json,
    bold: style('bold'),
    dim: style('dim'),
    result(value, text) {
      endLine()
      const shown = json ? JSON.stringify(value) : text
      if (shown !== '') out.write(shown.endsWith('\n') ? shown : `${shown}\n`)
    },
    note(line) {
      if (json) return
      endLine()
      err.write(`${line}\n`)
    },
    progress(line, share) {
      if (json && err.isTTY !== true) return
      if (err.isTTY === true) {
        err.write(`\r\u001b[2K${line}`)
        lineOpen = true
        if (share >= 1) endLine()
        return
      }
      const tenth = Math.floor(share * 10)
      if (tenth === lastTenth) return
      lastTenth = tenth
      err.write(`${line}\n`)
    },
  }
}
