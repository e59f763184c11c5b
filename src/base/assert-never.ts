/** Makes a forgotten case a compile error; at run time it names the case nobody handled. */
export function assertNever(forgotten: never): never {
  throw new Error(`nobody handles ${JSON.stringify(forgotten)}`)
}
