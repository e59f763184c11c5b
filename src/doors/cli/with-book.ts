import type { Cli, ModelSettings, OpenBook } from './cli.ts'

/** Opens the book for one command and closes it, whatever happens. */
export async function withBook(
  cli: Cli,
  work: (book: OpenBook) => Promise<void>,
  settings?: ModelSettings,
): Promise<void> {
  const book = await cli.openBook(settings)
  try {
    await work(book)
  } finally {
    await book.close()
  }
}
