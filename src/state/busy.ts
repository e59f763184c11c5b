import * as z from 'zod'

const Coded = z.object({ code: z.string() })

const codeOf = (thrown: unknown): string => Coded.safeParse(thrown).data?.code ?? ''

// lock_not_available, serialization_failure, deadlock_detected, idle_in_transaction_session_timeout (Postgres manual,
// appendix A). Each ended its transaction: nothing of it was written, and doing the same again is right.
const busy = new Set(['55P03', '40001', '40P01', '25P03'])

/** The database was too busy or somebody else too slow: nothing was written, and trying again later is right. */
export const isBusy = (thrown: unknown): boolean => busy.has(codeOf(thrown))

// Connection exceptions, shutdown and crash of the server (appendix A), no free connection; the rest are the system's.
const away =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
const awayWords =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable/

/**
 * The database could not be reached or went away in the middle: whether the last statement counted is not known. Asked
 * again when it is back, what is keyed or fenced ends right. Looks through causes.
 */
export function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false
  const code = codeOf(thrown)
  // The embedded server's socket is a file, which is not there while it is down.
  const isNoSocket = code === 'ENOENT' && 'syscall' in thrown && thrown.syscall === 'connect'
  return isNoSocket || away.test(code) || awayWords.test(thrown.message) || isAway(thrown.cause)
}

// no_data_found (appendix A): `into strict` in the ledger's functions.
const lost = new Set(['P0002'])

/**
 * A row that need not wait for the disk, the reservation of a free call, is gone: the server died after it was made.
 * Nothing was written; the work it was for is to be done once more. Looks through causes.
 */
export const isLost = (thrown: unknown): boolean =>
  thrown instanceof Error && (lost.has(codeOf(thrown)) || isLost(thrown.cause))

// disk_full (appendix A); the rest are the system's.
const full = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** The database has no room left: nothing of the statement was written, and every other account would meet the same. */
export const isFull = (thrown: unknown): boolean =>
  thrown instanceof Error && (full.has(codeOf(thrown)) || isFull(thrown.cause))
