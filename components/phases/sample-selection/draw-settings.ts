import type { DrawRequest } from '#contract/work-inputs';
import type { ItemFilter } from '#domain/item/item-filter';
import { EMPTY_PLAN, isPlanned, type PlannedMethod, type PlanSettings, planBlocked, planOf } from './draw-plan-settings';
import { sizeBlocked, sizeOf, wholeNumber } from './draw-size-settings';

export type DrawMethod = PlannedMethod | 'random' | 'two-stage' | 'judgmental' | 'whole-population';
export type ChoiceKind = 'keys' | 'filter';

/** The draw form as a person fills it in. */
export interface DrawSettings extends PlanSettings {
  method: DrawMethod;
  choiceKind: ChoiceKind;
  keys: string;
  filter: ItemFilter;
  filterCount: string;
  lobColumn: string;
  lobMap: Readonly<Record<string, string>>;
}

export const EMPTY_DRAW: DrawSettings = {
  ...EMPTY_PLAN,
  method: 'random',
  choiceKind: 'keys',
  keys: '',
  filter: { all: [] },
  filterCount: '',
  lobColumn: '',
  lobMap: {},
};

/** Record keys as typed or pasted: one a line. */
export function typedKeys(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ];
}

/** Why the draw cannot be asked for yet, in words; null when it can. */
export function drawBlocked(settings: DrawSettings): string | null {
  const reasonMissing = settings.reason.trim() === '';
  if (isPlanned(settings.method)) return planBlocked({ ...settings, method: settings.method });
  switch (settings.method) {
    case 'random':
      return sizeBlocked(settings);
    case 'two-stage':
      return null;
    case 'judgmental':
      if (reasonMissing) return 'A judgmental selection needs a reason.';
      if (settings.choiceKind === 'keys') return typedKeys(settings.keys).length === 0 ? 'Enter at least one record key.' : null;
      if (settings.filter.all.length === 0) return 'Add at least one condition.';
      return settings.filterCount !== '' && !wholeNumber(settings.filterCount) ? 'How many must be a whole number.' : null;
    case 'whole-population':
      return reasonMissing ? 'Testing the whole population needs a reason.' : null;
  }
}

/** The draw as the server takes it; the server adds the seed. Call only when `drawBlocked` is null. */
export function drawRequest(settings: DrawSettings): DrawRequest {
  const lob = settings.lobColumn === '' ? null : { column: settings.lobColumn, map: settings.lobMap };
  const reason = settings.reason.trim();
  if (isPlanned(settings.method)) return { ...planOf({ ...settings, method: settings.method }), lob };
  switch (settings.method) {
    case 'random':
      return { method: 'random', size: sizeOf(settings), lob };
    case 'two-stage':
      return { method: 'two-stage', lob };
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
