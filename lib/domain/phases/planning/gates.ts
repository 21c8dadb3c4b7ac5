import { z } from 'zod';
import { answeredGate, blockedBy, decidedGate, inputsGate } from '../../phase/common-gates';
import type { Gate, GateContext } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all, counted } from '../../phase/filters';
import { attributeSchema, NOUN, pdeSchema } from './attribute-item';
import { fileFact, unreconciled } from './facts';
import { INCLUDED, UNDECIDED } from './filters';

const { where, field } = fieldsOf(attributeSchema);

const pdesSchema = z.array(pdeSchema);

async function unlistedSources({ countBy, sourceNames }: GateContext): Promise<string[]> {
  const unlisted = new Set<string>();
  for (const { value } of await countBy(field('pdes'))) {
    if (value === null) continue;
    for (const pde of pdesSchema.parse(JSON.parse(value))) if (!sourceNames.includes(pde.source)) unlisted.add(pde.source);
  }
  return [...unlisted].sort();
}

/** What must hold before the attributes of a report can be submitted. */
export async function planningGates(context: GateContext): Promise<readonly Gate[]> {
  const { count } = context;
  const file = fileFact(context.facts);
  const total = await count(all());
  const included = await count(all(INCLUDED));
  const untypedFilter = all(INCLUDED, where('type', 'blank'));
  const untyped = await count(untypedFilter);
  const keyed = await count(all(where('keyOrder', 'not_blank')));
  const excludedKeyFilter = all(where('keyOrder', 'not_blank'), where('decision', 'is', 'exclude'));
  const excludedKeys = await count(excludedKeyFilter);
  const unlisted = await unlistedSources(context);
  const counts = file === null ? 'No data file is pinned yet: import one.' : unreconciled(file);
  const key =
    keyed === 0 && !(file?.recordNumberKey ?? false)
      ? 'No attribute is part of the record key.'
      : excludedKeys > 0
        ? `${counted(excludedKeys, { one: 'attribute of the key is', many: 'attributes of the key are' })} excluded.`
        : null;
  return [
    {
      code: 'included',
      label: 'At least one attribute is included',
      blocked:
        included > 0
          ? null
          : total === 0
            ? 'There are no attributes yet: import a dictionary and a data file.'
            : 'No attribute is included.',
      link: total === 0 ? { panel: 'import' } : { filter: UNDECIDED },
    },
    await decidedGate(context, NOUN, UNDECIDED),
    {
      code: 'typed',
      label: 'Every included attribute has a type',
      blocked: blockedBy(untyped, `${counted(untyped, NOUN)} without a type.`),
      link: { filter: untypedFilter },
    },
    { code: 'key', label: 'A record key is chosen', blocked: key, link: { filter: excludedKeys > 0 ? excludedKeyFilter : all() } },
    {
      code: 'sources',
      label: 'Every source is listed',
      blocked: unlisted.length === 0 ? null : `Not among this report’s sources: ${unlisted.join(', ')}.`,
      link: { filter: all(where('pdes', 'not_blank')) },
    },
    { code: 'counts', label: 'Record counts agree or are explained', blocked: counts, link: { panel: 'import' } },
    await answeredGate(context, NOUN, INCLUDED),
    inputsGate(context),
  ];
}
