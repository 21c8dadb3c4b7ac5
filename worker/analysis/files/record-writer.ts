import { type FileHandle, open } from 'node:fs/promises';

const BUFFER_BYTES = 4 << 20;

/**
 * Writes accepted records for DuckDB as `ordinal, line, row hash, fields`, one record a line, in the file's own delimiter. Only what
 * the scanner has taken apart for certain comes here, so that DuckDB's forgiving reader has nothing to forgive.
 */
export class RecordWriter {
  private buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly delimiter: string,
  ) {}

  static async create(path: string, delimiter: string): Promise<RecordWriter> {
    return new RecordWriter(await open(path, 'w', 0o600), delimiter);
  }

  /** Adds one record; `bytes` are its fields without line end. Await only where it answers a promise: the buffer was full. */
  add(ordinal: number, line: number, rowHash: string, bytes: Buffer): Promise<void> | null {
    const prefix = `${ordinal}${this.delimiter}${line}${this.delimiter}${rowHash}${this.delimiter}`;
    const needed = Buffer.byteLength(prefix) + bytes.length + 1;
    if (this.used + needed > this.buffer.length) return this.flush().then(() => this.addNow(prefix, bytes, needed));
    this.addNow(prefix, bytes, needed);
    return null;
  }

  private addNow(prefix: string, bytes: Buffer, needed: number): void {
    if (needed > this.buffer.length) this.buffer = Buffer.allocUnsafe(needed);
    this.used += this.buffer.write(prefix, this.used, 'utf8');
    this.used += bytes.copy(this.buffer, this.used);
    this.buffer[this.used] = 0x0a;
    this.used += 1;
  }

  private async flush(): Promise<void> {
    await this.file.writeFile(this.buffer.subarray(0, this.used));
    this.used = 0;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.file.close();
    }
  }
}
