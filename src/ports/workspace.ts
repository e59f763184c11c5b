/** Files a person can read, under runs/<id>/ of the book's folder. Paths are relative, `/`-separated, no `..`. */
export interface Workspace {
  /** Writes or replaces the whole file, atomically. A full disk is a Fault `down` that says so. */
  write(path: string, text: string): Promise<void>
  /** undefined when there is no such file. */
  read(path: string): Promise<string | undefined>
  list(folder: string): Promise<readonly string[]>
}
