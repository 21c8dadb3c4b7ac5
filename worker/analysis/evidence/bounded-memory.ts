/** One array a stream of a file may be unpacked to, and all of the large ones together. */
const MOST_BYTES = 64 * 1_048_576;
const MOST_BYTES_IN_ALL = 512 * 1_048_576;
const LARGE_BYTES = 1_048_576;
const SMALL_BYTES = 65_536;

/** Thrown where a file asks for more memory than it may. */
class TooMuchMemory extends RangeError {
  constructor() {
    super('A part of the file is larger than may be unpacked.');
    this.name = 'TooMuchMemory';
  }
}

/**
 * Bounds what the code of this thread unpacks from now on. The limits of a worker thread cover its heap alone, and bytes of arrays lie
 * outside it: 20 MB of a PDF unpack to 20 GB. Both ways of pdf.js are bounded, arrays of its own and the browser's streams. `reset`
 * begins to count for the next file.
 */
export function boundMemory(): { wasMet: () => boolean; reset: () => void } {
  let inAll = 0;
  let wasMet = false;
  const count = (bytes: number, ofOne: number) => {
    inAll += bytes;
    // Once too much was asked for, whoever tries another way is to end soon.
    if (!wasMet && ofOne <= MOST_BYTES && inAll <= MOST_BYTES_IN_ALL) return;
    wasMet = true;
    throw new TooMuchMemory();
  };
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, given: unknown[], made) {
      const [length] = given;
      if (typeof length === 'number' && length >= (wasMet ? SMALL_BYTES : LARGE_BYTES)) count(length, length);
      return Reflect.construct(target, given, made) as object;
    },
  });
  const Unpacking = DecompressionStream;
  globalThis.DecompressionStream = class extends Unpacking {
    private unpacked = 0;
    private readonly counted = super.readable.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform: (piece, controller) => {
          this.unpacked += piece.byteLength;
          count(piece.byteLength, this.unpacked);
          controller.enqueue(piece);
        },
      }),
    );

    override get readable() {
      return this.counted;
    }
  };
  return {
    wasMet: () => wasMet,
    reset: () => {
      inAll = 0;
      wasMet = false;
    },
  };
}
