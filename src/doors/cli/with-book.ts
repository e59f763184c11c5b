import type { Cli, OpenBook } from './cli.ts'

/** Opens the book for one command and closes it, whatever happens. */
export async function withBook(cli: Cli, work: (book: OpenBook) => Promise<void>): Promise<void> {
  const book = await cli.openBook()
  try {
    await work(book)
  } finally {
    await book.close()
  }
}
