import { bytesAsText, hasBytes } from './bytes';
import type { FileFault } from './file-faults';

/** A picture is unpacked whole to be shown: four bytes a pixel. */
const MOST_PIXELS = 50_000_000;
const PNG_END = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

function sizeFault(width: number, height: number): FileFault | null {
  if (width === 0 || height === 0) return 'picture-damaged';
  return width * height > MOST_PIXELS ? 'picture-too-large' : null;
}

/** What is wrong with a PNG: its chunks have to follow each other from the header, which comes first, to the end marker, which comes last. */
export function pngFault(bytes: Uint8Array): FileFault | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) return 'picture-cut-off';
  if (view.getUint32(8) !== 13 || bytesAsText(bytes, 12, 16) !== 'IHDR') return 'picture-damaged';
  let at = 8;
  let hasData = false;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    const name = bytesAsText(bytes, at + 4, at + 8);
    if (name === 'IEND') break;
    hasData ||= name === 'IDAT';
    at += 12 + length;
  }
  if (at + 12 > bytes.length) return 'picture-cut-off';
  if (!hasBytes(bytes, at, PNG_END) || at + 12 !== bytes.length || !hasData) return 'picture-damaged';
  return sizeFault(view.getUint32(16), view.getUint32(20));
}

/** Markers of JPEG that begin a frame: its header says how large the picture is. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Where a JPEG's bytes end without the zeros and line ends that cameras and mail programs append. */
function jpegEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && [0, 0x0a, 0x0d].includes(bytes[end - 1] ?? -1)) end -= 1;
  return end;
}

/** What is wrong with a JPEG: segments have to lead to a frame header and on to the picture's data, and the end marker comes last. */
export function jpegFault(bytes: Uint8Array): FileFault | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  let fault: FileFault | null = 'picture-damaged';
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'picture-damaged';
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return 'picture-damaged';
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) return 'picture-cut-off';
      fault = sizeFault(view.getUint16(at + 7), view.getUint16(at + 5));
    }
    at += 2 + length;
    if (marker === 0xda) {
      if (fault !== null) return fault;
      return hasBytes(bytes, jpegEnd(bytes) - 2, [0xff, 0xd9]) && jpegEnd(bytes) - 2 >= at ? null : 'picture-cut-off';
    }
  }
  return fault ?? 'picture-cut-off';
}
