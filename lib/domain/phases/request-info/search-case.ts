import type { EvidencePlace } from '../../evidence/extracted-text';
import type { Sought } from '../../evidence/find-value';
import { type EvidenceCheck, matchEvidence, type SearchableText } from '../../evidence/match';
import type { NamedColumns, RequestItem } from './request-item';

/** What a case looks for in a file: the keys of its record, and its attribute. */
export interface SoughtOfCase {
  keys: Sought[];
  value: Sought;
}

/**
 * What is looked for where a case is answered.
 * @param stated the value that its owner states where it is another than the reported one
 * @param columns what heads the columns of a table, where somebody said so
 */
export function soughtOfCase(
  { keys, attribute, attributeName, type, format, reported }: RequestItem,
  stated: string | null,
  columns: NamedColumns,
): SoughtOfCase {
  return {
    keys: Object.entries(keys).map(([code, value]) => ({ code, name: code, type: null, format: '', heading: columns[code], value })),
    value: { code: attribute, name: attributeName, type, format, heading: columns[attribute], value: stated ?? reported },
  };
}

/**
 * Searches a file for what a case is about: the keys of its record, and the value that is reported or, where its owner states another, that
 * one.
 */
export function searchCase(
  text: SearchableText,
  request: RequestItem,
  { stated, columns }: { stated: string | null; columns: NamedColumns },
): { check: EvidenceCheck; at: EvidencePlace | null } {
  const { keys, value } = soughtOfCase(request, stated, columns);
  return matchEvidence(text, keys, value);
}
