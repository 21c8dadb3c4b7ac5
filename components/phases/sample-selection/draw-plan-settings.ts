import type { DrawPlan } from '#contract/draws';
import { DEFAULT_SHARES, sharesProblem } from '#domain/sampling/mix';
import type { MonetarySelection } from '#domain/sampling/monetary-selection';
import { bandsProblem } from '#domain/sampling/strata';
import { type SizeSettings, sizeBlocked, sizeOf } from './draw-size-settings';

/** Methods whose figures the worker is asked for before the draw. */
export const PLANNED_METHODS = ['stratified', 'monetary-unit', 'mix'] as const;
export type PlannedMethod = (typeof PLANNED_METHODS)[number];

/** The part of the draw form that plans strata, monetary units or a mix. */
export interface PlanSettings extends SizeSettings {
  /** Code of the attribute that makes strata, or of the amount. */
  attribute: string;
  strataBy: 'values' | 'bands';
  /** Edges as typed, separated by commas or spaces. */
  bands: string;
  allocation: 'proportional' | 'table';
  /** Stratum → size as typed. */
  tableSizes: Readonly<Record<string, string>>;
  selection: MonetarySelection;
  shares: { clean: string; anomaly: string; boundary: string };
  boundaries: readonly { attribute: string; thresholds: string }[];
}

export const EMPTY_PLAN: PlanSettings = {
  sizeKind: 'table',
  riskPercent: '5',
  tolerablePercent: '5',
  expectedPercent: '0',
  handCount: '',
  reason: '',
  attribute: '',
  strataBy: 'values',
  bands: '',
  allocation: 'proportional',
  tableSizes: {},
  selection: 'fixed-interval',
  shares: { clean: String(DEFAULT_SHARES.clean), anomaly: String(DEFAULT_SHARES.anomaly), boundary: String(DEFAULT_SHARES.boundary) },
  boundaries: [],
};

/** Whether a method is planned by strata, monetary units or a mix, and so has figures to preview. */
export function isPlanned(method: string): method is PlannedMethod {
  return (PLANNED_METHODS as readonly string[]).includes(method);
}

type Planned = PlanSettings & { method: PlannedMethod };

function listed(text: string): string[] {
  return text.split(/[\s,;]+/).filter((part) => part !== '');
}

function tableSizes({ tableSizes: sizes }: PlanSettings): Record<string, number> {
  return Object.fromEntries(
    Object.entries(sizes)
      .filter(([, size]) => Number(size) > 0)
      .map(([stratum, size]) => [stratum, Number(size)]),
  );
}

function shares({ shares: { clean, anomaly, boundary } }: PlanSettings): { clean: number; anomaly: number; boundary: number } {
  return { clean: Number(clean), anomaly: Number(anomaly), boundary: Number(boundary) };
}

function strataBlocked(settings: PlanSettings): string | null {
  if (settings.attribute === '') return 'Choose the attribute whose values make the strata.';
  return settings.strataBy === 'bands' ? bandsProblem(listed(settings.bands)) : null;
}

function tableBlocked(settings: PlanSettings): string | null {
  const wrong = Object.entries(settings.tableSizes).find(([, size]) => !/^\d{0,7}$/.test(size.trim()));
  if (wrong !== undefined) return `The size of “${wrong[0]}” must be a whole number.`;
  if (Object.keys(tableSizes(settings)).length === 0) return 'State a size for at least one stratum.';
  return settings.reason.trim() === '' ? 'Sizes of your own need a reason.' : null;
}

function mixBlocked(settings: PlanSettings): string | null {
  const problem = sharesProblem(shares(settings));
  if (problem !== null) return problem;
  if (shares(settings).boundary > 0 && settings.boundaries.length === 0)
    return 'Choose the attributes whose boundary records are drawn, or set their share to 0.';
  const wrong = settings.boundaries
    .flatMap(({ thresholds }) => listed(thresholds))
    .find((threshold) => !/^[+-]?\d{1,18}(\.\d{1,10})?$/.test(threshold));
  return wrong === undefined ? null : `The threshold “${wrong}” is not a number.`;
}

/** Why a planned draw cannot be asked for yet, in words; null when it can. */
export function planBlocked(settings: Planned): string | null {
  switch (settings.method) {
    case 'stratified':
      return strataBlocked(settings) ?? (settings.allocation === 'table' ? tableBlocked(settings) : sizeBlocked(settings));
    case 'monetary-unit':
      return settings.attribute === '' ? 'Choose the amount.' : sizeBlocked(settings);
    case 'mix':
      return mixBlocked(settings) ?? sizeBlocked(settings);
  }
}

/** The plan as the server takes it. Call only when `planBlocked` is null. */
export function planOf(settings: Planned): DrawPlan {
  const { method, attribute, reason } = settings;
  switch (method) {
    case 'stratified': {
      const bands = settings.strataBy === 'bands' ? listed(settings.bands) : null;
      const allocation =
        settings.allocation === 'table'
          ? ({ by: 'table', sizes: tableSizes(settings), reason: reason.trim() } as const)
          : ({ by: 'proportional', size: sizeOf(settings) } as const);
      return { method, attribute, bands, allocation };
    }
    case 'monetary-unit': {
      const size = sizeOf(settings);
      return { method, attribute, selection: settings.selection, size: size.by === 'table' ? { ...size, by: 'poisson' } : size };
    }
    case 'mix':
      return {
        method,
        size: sizeOf(settings),
        shares: shares(settings),
        boundaries: settings.boundaries.map((each) => ({ attribute: each.attribute, thresholds: listed(each.thresholds) })),
      };
  }
}

/**
 * What to ask the worker while the form is filled in; null while it says too little. A table of sizes is shown stratum by
 * stratum before any is typed in, so its preview goes without them.
 */
export function previewPlan(settings: Planned): DrawPlan | null {
  if (settings.method === 'stratified' && settings.allocation === 'table') {
    if (strataBlocked(settings) !== null) return null;
    const plan = planOf(settings);
    return plan.method === 'stratified' ? { ...plan, allocation: { by: 'table', sizes: {}, reason: 'Preview' } } : null;
  }
  // A reason is for the record, not for the figures.
  const reasoned = { ...settings, reason: settings.reason.trim() === '' ? 'Preview' : settings.reason };
  return planBlocked(reasoned) === null ? planOf(reasoned) : null;
}
