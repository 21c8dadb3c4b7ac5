import { faultInWords } from '../input-words';
import { Refusal } from '../refusals';
import { COMMANDS, type CommandKind, type PayloadOf } from './commands';

/**
 * A payload as its kind describes it, whoever wrote it: a sender, or a row of years ago.
 * @throws Refusal `invalid_input` saying what is wrong with it
 */
export function parsePayload<K extends CommandKind>(kind: K, payload: unknown): PayloadOf<K> {
  const parsed = COMMANDS[kind].payload.safeParse(payload ?? {});
  if (!parsed.success) throw new Refusal('invalid_input', faultInWords(parsed.error));
  return parsed.data as PayloadOf<K>;
}
