import type { ItemData } from '../../item/json';
import type { GateContext, PhaseDefinition, SummarySection } from '../../phase/definition';
import { all } from '../../phase/filters';
import { assignmentSchema, NOUN } from './assignment-item';
import { FIELDS } from './fields';
import { OWNED, recordedOwners, UNOWNED } from './recorded';

/** A change of owner names the one before, with its reason; where the owner stays, so does what was said of the last change. */
function settleOwner(edited: ItemData, before: ItemData | null): ItemData {
  if (before === null) return edited;
  const { previousOwner = null, ownerReason = '' } = before;
  if (before.owner === edited.owner) return { ...edited, previousOwner, ownerReason };
  return { ...edited, previousOwner: before.owner ?? null };
}

async function ownersSummary({ count }: GateContext): Promise<readonly SummarySection[]> {
  const [total, unowned, owned] = await Promise.all([count(all()), count(UNOWNED), count(OWNED)]);
  return [
    {
      title: 'Owners',
      parts: [
        { label: 'Attributes to test', value: String(total), filter: all() },
        { label: 'With an owner', value: String(owned), filter: OWNED },
        { label: 'Without an owner', value: String(unowned), filter: UNOWNED },
      ],
    },
  ];
}

/** Data Owner ID: who supplies the evidence of each attribute in one line of business. */
export const dataOwnerId: PhaseDefinition = {
  phase: 'data-owner-id',
  itemNoun: NOUN,
  keyLabel: 'Attribute',
  findBy: 'name',
  itemSchema: assignmentSchema,
  fields: FIELDS,
  settle: settleOwner,
  factLabel: (key) => key,
  builtFrom: ['planning', 'scoping', 'sample-selection'],
  gates: async () => [],
  summary: ownersSummary,
  undecided: UNOWNED,
  recorded: recordedOwners,
};
