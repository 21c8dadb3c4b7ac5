import type { DrawRequest } from '#contract/work-inputs';
import type { ItemFilter } from '#domain/item-filter';

export type DrawMethod = 'random' | 'judgmental' | 'whole-population';
export type SizeKind = 'table' | 'hand';
export type ChoiceKind = 'keys' | 'filter';

/** The draw form as a person fills it in. */
export interface DrawSettings {
  method: DrawMethod;
  sizeKind: SizeKind;
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
  handCount: string;
  reason: string;
  choiceKind: ChoiceKind;
  keys: string;
  filter: ItemFilter;
  filterCount: string;
  lobColumn: string;
  lobMap: Readonly<Record<string, string>>;
}

export const EMPTY_DRAW: DrawSettings = {
  method: 'random',
  sizeKind: 'table',
  riskPercent: '5',
  tolerablePercent: '5',
  expectedPercent: '0',
  handCount: '',
  reason: '',
  choiceKind: 'keys',
  keys: '',
  filter: { all: [] },
  filterCount: '',
  lobColumn: '',
  lobMap: {},
};

/** Record keys as typed or pasted: one a line. */
export function typedKeys(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ''))];
}

/** Why the draw cannot be asked for yet, in words; null when it can. */
export function drawBlocked(settings: DrawSettings): string | null {
  const reasonMissing = settings.reason.trim() === '';
  switch (settings.method) {
    case 'random':
      if (settings.sizeKind === 'table') return percentsBlocked(settings);
      if (!wholeNumber(settings.handCount)) return 'State how many records to draw.';
      return reasonMissing ? 'A size of your own needs a reason.' : null;
    case 'judgmental':
      if (reasonMissing) return 'A judgmental selection needs a reason.';
      if (settings.choiceKind === 'keys') return typedKeys(settings.keys).length === 0 ? 'Enter at least one record key.' : null;
      if (settings.filter.all.length === 0) return 'Add at least one condition.';
      return settings.filterCount !== '' && !wholeNumber(settings.filterCount) ? 'How many must be a whole number.' : null;
    case 'whole-population':
      return reasonMissing ? 'Testing the whole population needs a reason.' : null;
  }
}

function percentsBlocked(settings: DrawSettings): string | null {
  const entries = { risk: settings.riskPercent, 'tolerable rate': settings.tolerablePercent, 'expected rate': settings.expectedPercent };
  for (const [name, text] of Object.entries(entries)) {
    if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return `The ${name} must be a percentage such as 5 or 0.5.`;
  }
  return null;
}

/** The draw as the server takes it; the server adds the seed. Call only when `drawBlocked` is null. */
export function drawRequest(settings: DrawSettings): DrawRequest {
  const lob = settings.lobColumn === '' ? null : { column: settings.lobColumn, map: settings.lobMap };
  const reason = settings.reason.trim();
  switch (settings.method) {
    case 'random': {
      const { riskPercent, tolerablePercent, expectedPercent } = settings;
      const size =
        settings.sizeKind === 'table'
          ? ({ by: 'table', riskPercent, tolerablePercent, expectedPercent } as const)
          : ({ by: 'hand', count: Number(settings.handCount), reason } as const);
      return { method: 'random', size, lob };
    }
    case 'judgmental': {
      const byKeys = settings.choiceKind === 'keys';
      return {
        method: 'judgmental',
        keys: byKeys ? typedKeys(settings.keys) : [],
        filter: byKeys ? null : settings.filter,
        count: byKeys || settings.filterCount === '' ? null : Number(settings.filterCount),
        reason,
        lob,
      };
    }
    case 'whole-population':
      return { method: 'whole-population', reason, lob };
  }
}

function wholeNumber(text: string): boolean {
  return /^[1-9]\d{0,6}$/.test(text.trim());
}
