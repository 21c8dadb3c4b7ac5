import { open } from 'node:fs/promises';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { DELIVERY_TIMEOUT_MS, lineOf, type Sink } from './sink';

const LINE_FEED = 0x0a;

/** Appends lines to a file and waits until they are on the disk. A line that a crash left torn is ended before the next. */
export function fileSink(name: string, file: string): Sink {
  return {
    name,
    deliver: async (delivery) => {
      const handle = await open(file, 'a+', 0o640);
      try {
        const { size } = await handle.stat();
        const last = Buffer.alloc(1, LINE_FEED);
        if (size > 0) await handle.read(last, 0, 1, size - 1);
        await handle.appendFile(`${last[0] === LINE_FEED ? '' : '\n'}${lineOf(delivery)}\n`);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
  };
}

/** Writes lines to the worker's standard output, for whatever collects it. */
export function outputSink(name: string, output: NodeJS.WritableStream = process.stdout): Sink {
  return {
    name,
    deliver: (delivery) =>
      new Promise((resolve, reject) => {
        output.write(`${lineOf(delivery)}\n`, (error) => (error ? reject(error) : resolve()));
      }),
  };
}

/** Facility "log audit" (13) and severity "informational" (6) of RFC 5424. */
const PRIORITY = 13 * 8 + 6;

/** Sends messages of RFC 5424 over TCP, each preceded by its length (RFC 6587, section 3.4.1). */
export function syslogSink(name: string, host: string, port: number): Sink {
  return {
    name,
    deliver: (delivery) =>
      new Promise((resolve, reject) => {
        const message = `<${PRIORITY}>1 ${new Date().toISOString()} ${hostname()} countersign - checkpoint - ${lineOf(delivery)}`;
        const socket = connect(port, host);
        socket.setTimeout(DELIVERY_TIMEOUT_MS, () => socket.destroy(new Error(`${host}:${port} did not answer in time`)));
        socket.once('error', reject);
        // The other side has read to the end once it ends as well.
        socket.once('end', resolve);
        socket.once('close', () => reject(new Error(`${host}:${port} closed the connection early`)));
        socket.resume();
        socket.end(`${Buffer.byteLength(message)} ${message}`);
      }),
  };
}
