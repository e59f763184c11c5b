/** One physical line. `end` is its line break as it stands in the file, '' at the end of the file. */
export interface Line {
  readonly text: string
  readonly end: string
  /** Counted from 1. */
  readonly number: number
  /** More characters than a record may have: the rest was thrown away while reading, so that memory stays bounded. */
  readonly isTooLong: boolean
}

/** Characters one record may have, line breaks included. */
export const longestRecord = 1_048_576

/** Cuts text that comes in chunks into lines: LF and CR LF, or lone CR in files that know no LF (old Mac exports). */
export class LineCutter {
  private rest = ''
  private isTooLong = false
  private count = 0
  private readonly mark: '\n' | '\r'

  constructor(firstText: string) {
    this.mark = !firstText.includes('\n') && firstText.includes('\r') ? '\r' : '\n'
  }

  add(text: string): Line[] {
    const lines: Line[] = []
    let from = 0
    for (let at = text.indexOf(this.mark); at >= 0; at = text.indexOf(this.mark, from)) {
      lines.push(this.line(this.rest + text.slice(from, at), this.mark))
      this.rest = ''
      from = at + 1
    }
    this.keep(text.slice(from))
    return lines
  }

  end(): Line[] {
    if (this.rest === '' && !this.isTooLong) return []
    const last = this.line(this.rest, '')
    this.rest = ''
    return [last]
  }

  private keep(text: string): void {
    this.rest += text
    if (this.rest.length <= longestRecord) return
    this.isTooLong = true
    this.rest = this.rest.slice(0, 1000)
  }

  private line(text: string, mark: string): Line {
    const isTooLong = this.isTooLong || text.length > longestRecord
    this.isTooLong = false
    this.count += 1
    const hasReturn = mark === '\n' && text.endsWith('\r')
    return {
      text: hasReturn ? text.slice(0, -1) : text,
      end: hasReturn ? '\r\n' : mark,
      number: this.count,
      isTooLong,
    }
  }
}
