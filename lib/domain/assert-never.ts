/** Ends a switch over a closed list: the compiler complains when a case is missing, the program crashes when data lies. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
