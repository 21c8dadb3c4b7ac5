import type { ItemRow } from '#contract/views/row-views';
import type { ItemData } from '#domain/item/json';

/** What a reviewer said about an item that came back, or why they asked for it. */
export interface Feedback {
  kind: 'turned-down' | 'requested';
  by: string;
  at: string | null;
  versionNumber: number | null;
  reason: string;
}

/** The feedback standing beside an item; null where there is none. */
export function feedbackOf(row: ItemRow): Feedback | null {
  if (row.feedback) {
    const { by, at, versionNumber, reason } = row.feedback;
    return { kind: 'turned-down', by: by.name, at, versionNumber, reason };
  }
  const turnedDownBy = textIn(row.data, 'turnedDownBy');
  const nameOf = (address: string) => row.names?.[address] ?? address;
  if (turnedDownBy)
    return { kind: 'turned-down', by: nameOf(turnedDownBy), at: null, versionNumber: null, reason: textIn(row.data, 'turnedDownReason') };
  const requestedBy = textIn(row.data, 'requestedBy');
  if (requestedBy)
    return { kind: 'requested', by: nameOf(requestedBy), at: null, versionNumber: null, reason: textIn(row.data, 'requestReason') };
  return null;
}

/** A text of an item's content; empty where it is none. */
export function textIn(data: ItemData, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}
