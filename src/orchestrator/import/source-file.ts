/** A file a person named, as the import sees it. It is read twice: once to know its encoding, once for its rows. */
export interface SourceFile {
  /** As the person typed it; it stands in every report line. */
  readonly name: string
  /** Size in bytes, for the progress line only. */
  readonly bytes: number
  /** The bytes from the beginning, every time it is called. May throw Fault `down` (missing, unreadable, a directory). */
  open(): AsyncIterable<Uint8Array>
}
