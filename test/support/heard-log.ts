import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { idsOfLine } from '#dispatch/traced-work';

/** A log as pages and workers have it, with the lines that it wrote, without what each of them carries: time, level, process and machine. */
export function heardLog(): { log: Logger; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => {
      const {
        level: _level,
        time: _time,
        pid: _pid,
        hostname: _hostname,
        ...said
      } = JSON.parse(line.toString()) as Record<string, unknown>;
      lines.push(said);
      done();
    },
  });
  return { log: pino({ mixin: idsOfLine }, stream), lines };
}
