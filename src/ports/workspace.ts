/** Files a person can read, in the book's folder: most under runs/<id>/. Paths are relative, `/`-separated, no `..`. */
export interface Workspace {
  /** Writes or replaces the whole file, atomically. A full disk is a Fault `down` that says so. */
  write(path: string, text: string): Promise<void>
  /** undefined when there is no such file. */
  read(path: string): Promise<string | undefined>
  list(folder: string): Promise<readonly string[]>
  /** Adds a line to the end of a file, which is made if missing; on the disk before it returns. Of several at once each stays whole. */
  append(path: string, line: string): Promise<void>
  /** No such file: nothing happens. */
  remove(path: string): Promise<void>
}
