import type { GateContext, SummarySection } from '../../phase/definition';
import { fieldsOf } from '../../phase/fields-of';
import { all } from '../../phase/filters';
import { partsBy } from '../../phase/parts';
import { attributeSchema } from './attribute-item';
import { FAULT_KINDS, FAULT_LABELS, FAULTS_FACT, faultsFactSchema, fileFact, MAPPING_FACT, mappingFactSchema, unreconciled } from './facts';
import { INCLUDED } from './filters';

const { where, having, field } = fieldsOf(attributeSchema);

/** The attributes of a version and the data file they describe, in figures. */
export async function planningSummary(context: GateContext): Promise<readonly SummarySection[]> {
  const { count, countBy, facts } = context;
  const part = partsBy(count);
  const sections: SummarySection[] = [
    {
      title: 'Attributes',
      parts: [
        await part('Included', INCLUDED),
        await part('Excluded', where('decision', 'is', 'exclude')),
        await part('Not decided', where('decision', 'blank')),
      ],
    },
    {
      title: 'What matters most',
      parts: [
        await part('Critical data elements', INCLUDED, where('cde', 'is', 'true')),
        await part('Historical issues', INCLUDED, where('historicalIssue', 'is', 'true')),
        await part('High risk (7 to 10)', INCLUDED, where('risk', 'gte', '7')),
        await part('Medium risk (4 to 6)', INCLUDED, where('risk', 'gte', '4'), where('risk', 'lte', '6')),
        await part('Low risk (1 to 3)', INCLUDED, where('risk', 'lte', '3')),
        await part('Risk not stated', INCLUDED, where('risk', 'blank')),
      ],
    },
  ];
  const types = await countBy(field('type'), all(INCLUDED));
  sections.push({
    title: 'Types',
    parts: types.map(({ value, count: n }) => ({
      label: value ?? 'Not typed',
      value: String(n),
      filter: all(INCLUDED, having('type', value)),
    })),
  });
  const file = fileFact(facts);
  if (file === null) return sections;
  const keys = await part('Attributes in the key', where('keyOrder', 'not_blank'));
  const byRecordNumber = file.recordNumberKey && Number(keys.value) === 0;
  sections.push({
    title: 'Record key',
    parts: byRecordNumber ? [{ label: 'Key', value: 'Record number', help: file.keyNote }] : [keys],
  });
  const control = file.control === null ? 'None stated' : `${file.control} (${file.controlFrom})`;
  sections.push({
    title: 'Data file',
    parts: [
      { label: 'File', value: file.name, proof: `SHA-256 ${file.sha256}` },
      { label: 'Records read', value: String(file.read) },
      { label: 'Accepted', value: String(file.accepted) },
      { label: 'Quarantined', value: String(file.quarantined) },
      { label: 'Control total', value: control, help: file.controlReason || (unreconciled(file) ?? 'The counts agree.') },
      { label: 'Source system', value: file.sourceSystem || 'Not stated' },
      { label: 'As of', value: file.asOfDate || 'Not stated' },
    ],
  });
  const faults = facts.get(FAULTS_FACT);
  if (faults !== undefined) {
    const { total, byKind } = faultsFactSchema.parse(faults);
    sections.push({
      title: 'Faults found on import',
      parts: [
        { label: 'All', value: String(total) },
        ...FAULT_KINDS.map((kind) => ({ label: FAULT_LABELS[kind], value: String(byKind[kind]) })),
      ],
    });
  }
  const mapping = facts.get(MAPPING_FACT);
  if (mapping !== undefined) {
    const { unmatchedColumns, unmatchedEntries } = mappingFactSchema.parse(mapping);
    sections.push({
      title: 'Dictionary',
      parts: [
        { label: 'Entries without a column', value: String(unmatchedEntries.length), help: unmatchedEntries.join(', ') },
        { label: 'Columns without an entry', value: String(unmatchedColumns.length), help: unmatchedColumns.join(', ') },
      ],
    });
  }
  return sections;
}
