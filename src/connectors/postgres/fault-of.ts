import { Fault, type FaultKind } from '#base/fault.ts'

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

interface Diagnosis {
  readonly kind: FaultKind
  readonly what: string
  readonly next: string
}

// SQLSTATE classes and codes of the Postgres manual, appendix A; the rest are the system's.
const diagnoses: readonly (readonly [RegExp, Diagnosis])[] = [
  [/^28/, { kind: 'refused', what: 'refused the login', next: 'Check user and password in DATABASE_URL.' }],
  [/^3D000$/, { kind: 'refused', what: 'has no such database', next: 'Create it, or correct DATABASE_URL.' }],
  [
    /^53300$/,
    {
      kind: 'throttled',
      what: 'has no free connection',
      next: 'Raise its max_connections, or run fewer workers.',
    },
  ],
  [
    /^ENOTFOUND$|^EAI_AGAIN$/,
    { kind: 'down', what: 'has an unknown host name', next: 'Correct DATABASE_URL.' },
  ],
]

/**
 * A failure to reach or enter the database as a Fault; `where` is host:port (never a password). Everything else, such
 * as a statement that is wrong, is `undefined`: a bug, and not for this place. Keeps the cause: whoever works accounts
 * tells a database that went away from a CRM that did not answer.
 */
export function faultOf(error: unknown, where: string): Fault | undefined {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : String(error)
  const found = diagnoses.find(([pattern]) => pattern.test(code))?.[1]
  const fault = found
    ? new Fault(found.kind, `Postgres at ${where} ${found.what} (${code}).`, found.next)
    : unreachable(where, { code, message })
  if (fault !== undefined) fault.cause = error
  return fault
}

function unreachable(
  where: string,
  { code, message }: { readonly code: string; readonly message: string },
): Fault | undefined {
  const isAway = /^(E[A-Z]+|57P0[123]|08\d\d\d)$/.test(code)
  const silent = /timeout|terminated|Connection ended|server does not support SSL/i.test(message)
  if (!isAway && !silent) return undefined
  return new Fault(
    'down',
    `Postgres at ${where} cannot be reached (${code || message}).`,
    'Start it or correct DATABASE_URL; without DATABASE_URL Daybook starts its own.',
  )
}
