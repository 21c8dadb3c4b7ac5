import type { ItemData } from '#domain/item/json';
import { holdsTooLongText, TOO_LONG } from '#domain/item/longest-text';
import type { Role } from '#domain/people/roles';
import type { RecordedPhase } from '#domain/phase/recorded';
import { Refusal } from '#domain/refusals';

/**
 * Lets changes of recorded items through that set what is their sender's to set, in the role in which they act, and in texts that a cell takes.
 * @throws Refusal `not_permitted` naming a field that is not theirs, `invalid_input` one whose text is too long
 */
export function requireOwnFields(
  { sets }: Pick<RecordedPhase, 'sets'>,
  role: Role,
  asked: readonly { itemKey: string; fields: ItemData }[],
): void {
  for (const { itemKey, fields } of asked) {
    const foreign = Object.keys(fields).find((name) => !sets[role]?.includes(name));
    if (foreign !== undefined) throw new Refusal('not_permitted', `${itemKey}: ${foreign} is not yours to set.`);
    const long = Object.entries(fields).find(([, value]) => holdsTooLongText(value));
    if (long !== undefined) throw new Refusal('invalid_input', `${itemKey}: ${long[0]} ${TOO_LONG}.`);
  }
}
