import type { SizeByHand, SizeByTable } from '#contract/draws';

export type SizeKind = 'table' | 'hand';

/** How a size is set: by rates, or by hand with a reason. */
export interface SizeSettings {
  sizeKind: SizeKind;
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
  handCount: string;
  reason: string;
}

/** Why a size is not stated yet, in words. */
export function sizeBlocked(settings: SizeSettings): string | null {
  if (settings.sizeKind === 'table') return percentsBlocked(settings);
  if (!wholeNumber(settings.handCount)) return 'State how many records to draw.';
  return settings.reason.trim() === '' ? 'A size of your own needs a reason.' : null;
}

function percentsBlocked(settings: SizeSettings): string | null {
  const entries = { risk: settings.riskPercent, 'tolerable rate': settings.tolerablePercent, 'expected rate': settings.expectedPercent };
  for (const [name, text] of Object.entries(entries)) {
    if (!/^\d{1,3}(\.\d{1,4})?$/.test(text)) return `The ${name} must be a percentage such as 5 or 0.5.`;
  }
  return null;
}

/** The size as the server takes it. */
export function sizeOf({
  sizeKind,
  riskPercent,
  tolerablePercent,
  expectedPercent,
  handCount,
  reason,
}: SizeSettings): SizeByTable | SizeByHand {
  return sizeKind === 'table'
    ? { by: 'table', riskPercent, tolerablePercent, expectedPercent }
    : { by: 'hand', count: Number(handCount), reason: reason.trim() };
}

/** Whether a text is a whole number above zero. */
export function wholeNumber(text: string): boolean {
  return /^[1-9]\d{0,6}$/.test(text.trim());
}
