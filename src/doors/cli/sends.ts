import type { Command } from 'commander'
import { ask } from '#state/read/question.ts'
import { evidenceCited } from '#state/read/evidence-cited.ts'
import { orderList, ordersByPrefix, type NamedOrder } from '#state/read/order-list.ts'
import type { Cli, OpenBook } from './cli.ts'
import { draftLines, plainText } from './draft-text.ts'
import { oneByPrefix, ordersAsked } from './one-by-prefix.ts'
import { wholeNumber } from './run.ts'
import { withBook } from './with-book.ts'

const line = ({ id, accountName, to, subject, state, createdAt, ownerId }: NamedOrder): string =>
  `${id}  ${state.padEnd(8)} ${createdAt.slice(0, 10)}  ${accountName}: "${subject}" to ${to}${ownerId === null ? '' : `, owner ${ownerId}`}`

async function list(
  cli: Cli,
  book: OpenBook,
  flags: { readonly all?: boolean; readonly owner?: string; readonly limit: number },
): Promise<void> {
  const items = await orderList(book.db, {
    all: flags.all === true,
    ownerId: flags.owner,
    limit: flags.limit,
  })
  const next = '\nSee one as it would be sent: daybook sends show ID'
  cli.print.result({ items }, items.length === 0 ? 'No message waits.' : items.map(line).join('\n') + next)
}

async function show(cli: Cli, book: OpenBook, prefix: string): Promise<void> {
  const order = await oneByPrefix(prefix, ordersAsked, (start) => ordersByPrefix(book.db, start))
  const ids = order.sentences.flatMap(({ cites }) => cites)
  const facts = new Map((await ask(book.db, evidenceCited(ids))).map((fact) => [String(fact.id), fact]))
  const text = plainText(order.sentences)
  const lines = [
    `${order.id} (${order.state}) for ${order.accountName} (${order.accountId})`,
    '',
    `From: ${order.from}`,
    `To: ${order.to}`,
    `Subject: ${order.subject}`,
    '',
    text,
    '',
    'What each sentence stands on:',
    ...draftLines(order.sentences, facts),
  ]
  cli.print.result({ ...order, text, facts: [...facts.values()] }, lines.join('\n'))
}

/** `daybook sends`: the messages that wait for a person's yes, exactly as they would be sent. */
export function registerSends(program: Command, cli: Cli): void {
  const sends = program.command('sends').description('messages that wait for a person’s yes')
  sends
    .command('list', { isDefault: true })
    .description('what waits, oldest first')
    .option('--all', 'in every state')
    .option('--owner <id>', 'one owner’s only')
    .option('--limit <n>', 'at most so many', wholeNumber(1), 200)
    .action((flags: { readonly all?: boolean; readonly owner?: string; readonly limit: number }) =>
      withBook(cli, (book) => list(cli, book, flags)),
    )
  sends
    .command('show')
    .description('one message as it would be sent, and the facts it stands on')
    .argument('<id>', 'an order, or the beginning of its id')
    .action((id: string) => withBook(cli, (book) => show(cli, book, id)))
}
