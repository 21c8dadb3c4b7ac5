import type { FilterCondition, ItemFilter } from '../item/item-filter';
import type { Gate, GateContext } from './definition';
import { all, counted } from './filters';
import { TURNED_DOWN, UNANSWERED } from './review-fields';

interface Noun {
  one: string;
  many: string;
}

/** The sentence where anything was counted, null where nothing blocks. */
export function blockedBy(count: number, sentence: string): string | null {
  return count > 0 ? sentence : null;
}

/** The gate that wants a decision on every item. */
export async function decidedGate({ count }: Pick<GateContext, 'count'>, noun: Noun, undecided: ItemFilter): Promise<Gate> {
  const open = await count(undecided);
  return {
    code: 'decided',
    label: `Every ${noun.one} is decided`,
    blocked: blockedBy(open, `${counted(open, noun)} not decided.`),
    link: { filter: undecided },
  };
}

/** Items that a reviewer turned down and that stay, by the condition given, without an answer. */
export function keptUnanswered(kept: FilterCondition): ItemFilter {
  return all(kept, TURNED_DOWN, UNANSWERED);
}

/** What blocks where items are kept that a reviewer turned down, without the full stop. */
export function keptUnansweredWords(count: number, noun: Noun): string {
  return `${counted(count, noun)} rejected by the approver and kept without an answer`;
}

/** The gate that wants an answer for every item that a reviewer turned down; of those the preparer keeps only, where a condition says which. */
export async function answeredGate({ count }: Pick<GateContext, 'count'>, noun: Noun, kept: FilterCondition | null): Promise<Gate> {
  const filter = kept === null ? all(TURNED_DOWN, UNANSWERED) : keptUnanswered(kept);
  const open = await count(filter);
  const words = kept === null ? `${counted(open, noun)} rejected by the approver without an answer` : keptUnansweredWords(open, noun);
  return {
    code: 'answered',
    label: `Every ${noun.one} rejected is answered`,
    blocked: blockedBy(open, `${words}.`),
    link: { filter },
  };
}

/** The gate that wants stale inputs accepted or built anew, which a notice above all panels of the workspace offers. */
export function inputsGate({ staleInputs }: Pick<GateContext, 'staleInputs'>): Gate {
  return {
    code: 'inputs',
    label: 'Built on what is approved',
    blocked: staleInputs.length === 0 ? null : staleInputs.join(' '),
    link: null,
  };
}
