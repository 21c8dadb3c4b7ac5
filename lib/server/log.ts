import 'server-only';
import { type Logger, pino } from 'pino';
import { environment } from './environment';

let logger: Logger | undefined;

/** One JSON line an event, on standard output. Never receives item content, passwords or links. */
export function log(): Logger {
  logger ??= pino({ name: 'web', level: environment().logLevel });
  return logger;
}
