import type { Command } from 'commander'
import { verifyAudit } from '#state/read/audit-verify.ts'
import type { Cli } from './cli.ts'
import { withBook } from './with-book.ts'

/** `daybook audit verify`: recomputes the chain of everything that was decided and done. */
export function registerAudit(program: Command, cli: Cli): void {
  program
    .command('audit')
    .description('the log of everything decided and done')
    .command('verify', { isDefault: true })
    .description('recompute its chain: a changed, inserted, dropped or moved row is found; exit 1 then')
    .action(() =>
      withBook(cli, async ({ db }) => {
        const { rows, head, broken } = await verifyAudit({ db })
        const fine = `${rows} rows, each following the one before it; head ${head === '' ? 'none yet' : head}`
        const text = broken === undefined ? fine : `row ${broken.seq} does not stand: ${broken.why}`
        cli.print.result({ ok: broken === undefined, rows, head, broken: broken ?? null }, text)
        if (broken !== undefined) cli.exitWith(1)
      }),
    )
}
