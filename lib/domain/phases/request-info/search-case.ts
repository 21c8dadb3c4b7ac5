import type { EvidencePlace } from '../../evidence/extracted-text';
import { type EvidenceCheck, matchEvidence, type SearchableText } from '../../evidence/match';
import type { RequestItem } from './request-item';

/**
 * Searches a file for what a case is about: the keys of its record, and the value that is reported or, where its owner states another, that
 * one.
 */
export function searchCase(
  text: SearchableText,
  { keys, attribute, attributeName, type, format, reported }: RequestItem,
  stated: string | null,
): { check: EvidenceCheck; at: EvidencePlace | null } {
  const sought = Object.entries(keys).map(([code, value]) => ({ code, name: code, type: null, format: '', value }));
  return matchEvidence(text, sought, { code: attribute, name: attributeName, type, format, value: stated ?? reported });
}
