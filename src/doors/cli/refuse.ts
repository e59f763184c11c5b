import type { Cli, ExitCode } from './cli.ts'

/** Why a command did not do what it was asked, in the shape every refusal has. */
export interface No {
  readonly exit: ExitCode
  readonly code: string
  readonly message: string
  readonly next?: string | undefined
}

/** Says no: one object with --json, else text on stderr; sets the exit code. */
export function refuse(cli: Cli, no: No): void {
  const { code, message, next } = no
  if (cli.print.json) cli.print.result({ code, message, next: next ?? null, run: null }, '')
  else cli.print.note(next === undefined ? message : `${message}\n  → ${next}`)
  cli.exitWith(no.exit)
}
