import * as z from 'zod'

const Coded = z.object({ code: z.string() })

// lock_not_available, serialization_failure, deadlock_detected, idle_in_transaction_session_timeout (Postgres manual,
// appendix A). Each ended its transaction: nothing of it was written, and doing the same again is right.
const busy = new Set(['55P03', '40001', '40P01', '25P03'])

/** The database was too busy or somebody else too slow: nothing was written, and trying again later is right. */
export const isBusy = (thrown: unknown): boolean => busy.has(Coded.safeParse(thrown).data?.code ?? '')
