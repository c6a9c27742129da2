/** Ends a switch over a union: the compiler refuses a missing case, and the program says what came instead. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
