/**
 * Bytes as text of an encoding. Decoded as a stream: in one piece Node 20 and 22 take windows-1252 for Latin-1 and turn “€” into a
 * control character. Throws TypeError where `fatal` is set and the bytes are no text of the encoding.
 */
export function decodedText(encoding: string, bytes: Uint8Array, options: { fatal?: boolean; ignoreBOM?: boolean } = {}): string {
  const decoder = new TextDecoder(encoding, options);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}
