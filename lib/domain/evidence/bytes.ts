/** Whether a file has these bytes at a place. */
export function hasBytes(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return at >= 0 && wanted.every((byte, index) => bytes[at + index] === byte);
}

const WESTERN = new TextDecoder('windows-1252');

/** A stretch of a file as text of one character a byte; those beyond ASCII are of no importance to whoever asks. */
export function bytesAsText(bytes: Uint8Array, from: number, to: number): string {
  return WESTERN.decode(bytes.subarray(Math.max(0, from), Math.max(0, to)));
}
