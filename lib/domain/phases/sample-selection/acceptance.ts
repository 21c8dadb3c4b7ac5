import { attributeSampleSize } from '../../sampling/attribute-size';
import type { AcceptancePlan } from '../../sampling/operating-curve';
import { monetarySampleSize } from '../../sampling/poisson';
import type { DrawFact } from './facts';

type Drawn = Pick<DrawFact, 'method' | 'drawn' | 'size' | 'design'>;

/**
 * When what was drawn would be accepted, by the plan that it was drawn by: null where there is none, because the records were
 * chosen, or stand for a stratum or a category alone. A size set by hand accepts with no deviation.
 */
export function acceptancePlan({ method, drawn, size, design }: Drawn): AcceptancePlan | null {
  switch (design?.kind) {
    case 'two-stage': {
      const { firstStage, total, resubmission, initialThreshold } = design;
      return { kind: 'two-stage', firstStage, total, resubmission, initialThreshold };
    }
    case 'monetary-unit':
      return {
        kind: 'value',
        size: design.units,
        acceptable: size?.by === 'poisson' ? (monetarySampleSize(size)?.acceptable ?? 0) : 0,
      };
    case 'mix':
      return null;
    case 'stratified':
      return design.allocation === 'table' ? null : ofRecords(drawn, size);
    case undefined:
      return method === 'random' ? ofRecords(drawn, size) : null;
  }
}

function ofRecords(drawn: number, size: DrawFact['size']): AcceptancePlan | null {
  if (drawn === 0) return null;
  return { kind: 'records', size: drawn, acceptable: size?.by === 'table' ? (attributeSampleSize(size)?.acceptable ?? 0) : 0 };
}
