import 'server-only';
import { type Logger, pino } from 'pino';
import { idsOfLine } from '#dispatch/traced-work';
import { environment } from './environment';

let logger: Logger | undefined;

/**
 * The log: one line of JSON for each event, on standard output, with the ids of the command that it is about. It never receives item content, passwords
 * or links.
 */
export function log(): Logger {
  logger ??= pino({ name: 'web', level: environment().logLevel, mixin: idsOfLine });
  return logger;
}
