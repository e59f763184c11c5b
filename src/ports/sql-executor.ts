/** A place to run SQL inside somebody's open transaction; the shape pg-boss takes, too. */
export interface SqlExecutor {
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>
}
