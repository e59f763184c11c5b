/** A process that works accounts, as people know it. */
export interface WorkerIdentity {
  /** What `daybook workers` calls it. */
  readonly name: string
  readonly host: string
  readonly pid: number
  /** Version of Daybook. */
  readonly program: string
}
