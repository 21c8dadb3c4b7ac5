import { counted } from '../../phase/filters';
import type { MonetarySelection } from '../../sampling/monetary-selection';
import type { DrawDesign } from './draw-design';
import { DRAW_METHOD_LABELS, type DrawFact } from './facts';

const SELECTION_LABELS: Record<MonetarySelection, string> = { 'fixed-interval': 'fixed interval', cell: 'cell selection' };

/** Why a draw has the size it has, in words; shown to testers and approvers alike. */
export function sizeInWords(draw: Pick<DrawFact, 'size' | 'asked' | 'drawn'>): string {
  switch (draw.size?.by) {
    case 'table':
      return `${draw.asked} by the AICPA table: risk ${draw.size.riskPercent} %, tolerable ${draw.size.tolerablePercent} %, expected ${draw.size.expectedPercent} %`;
    case 'poisson':
      return `${draw.asked} by Poisson: risk ${draw.size.riskPercent} %, tolerable ${draw.size.tolerablePercent} %, expected ${draw.size.expectedPercent} % of the value`;
    case 'hand':
      return `${draw.asked}: ${draw.size.reason}`;
    case undefined:
      return String(draw.drawn);
  }
}

/** What a draw was planned by, in sentences. */
export function designInWords(design: DrawDesign): string {
  switch (design.kind) {
    case 'stratified':
      return `${design.strata.length} strata of ${design.attribute}${design.bands === null ? '' : ', by bands'}, allocated ${design.allocation === 'proportional' ? 'in proportion to their records' : 'by a table'}.`;
    case 'monetary-unit': {
      const { negative, zero, blank, unreadable } = design.leftOut;
      const apart = [
        [negative.records, 'negative'],
        [zero, 'zero'],
        [blank, 'blank'],
        [unreadable, 'unreadable'],
      ] as const;
      const left = apart.filter(([n]) => n > 0).map(([n, word]) => `${n.toLocaleString('en-US')} ${word}`);
      return `${design.attribute} by ${SELECTION_LABELS[design.selection]}: interval ${design.interval} of ${design.value}; ${design.certain.records} larger than the interval and taken with certainty.${left.length === 0 ? '' : ` Not on the line: ${left.join(', ')}.`}`;
    }
    case 'mix': {
      const { sizes, available, rules } = design;
      const one = (name: string, size: number, there: number) =>
        `${Math.min(size, there)} ${name}${there < size ? ` of ${size} (no more there)` : ''}`;
      return `${one('clean', sizes.clean, available.clean)}, ${one('anomaly', sizes.anomaly, available.anomaly)}, ${one('boundary', sizes.boundary, available.boundary)}; anomalies fail ${rules.length === 1 ? '1 rule' : `${rules.length} rules`} of Data Profiling.`;
    }
    case 'two-stage':
      return `${design.stage === 1 ? 'First' : 'Second'} stage: ${design.firstStage} of ${design.total} in all by ${design.table} (${design.dated}); a field with ${design.initialThreshold} errors in the first stage goes on, resubmission is indicated at ${design.resubmission}. ${design.caveat}${design.unconfirmed.length === 0 ? '' : ` Not confirmed: ${design.unconfirmed.join(', ')}.`}`;
  }
}

/** A draw in a sentence: what came out of what, how, by whom, and why. */
export function drawInWords(draw: Pick<DrawFact, 'method' | 'drawn' | 'population' | 'by' | 'reason'>): string {
  const of = counted(draw.population.count, { one: 'record', many: 'records' });
  const reason = draw.reason.trim();
  const how = DRAW_METHOD_LABELS[draw.method].toLowerCase();
  return `${draw.drawn.toLocaleString('en-US')} of ${of}, ${how}, by ${draw.by}${reason === '' ? '' : `: ${reason}`}`;
}
