import { useMemo } from 'react';
import { cx } from '#components/ui/cx';
import {
  type AcceptancePlan,
  acceptanceChance,
  type CurvePoint,
  curveAtRoundRates,
  operatingCurve,
} from '#domain/sampling/operating-curve';

const WIDTH = 300;
const HEIGHT = 120;
const LINES_AT = [0, 0.25, 0.5, 0.75, 1] as const;

interface OperatingCurveProps {
  plan: AcceptancePlan;
  /** A rate to read the curve at, in percent, such as the tolerable one. */
  markPercent?: number | null;
  className?: string;
}

/** How likely a plan is to accept, by the rate that is really there: drawn, said in a sentence, and readable as a table. */
export function OperatingCurve({ plan, markPercent = null, className }: OperatingCurveProps) {
  const { points, rows } = useMemo(() => ({ points: operatingCurve(plan), rows: curveAtRoundRates(plan) }), [plan]);
  const end = points.at(-1)?.ratePercent ?? 100;
  const mark = markPercent !== null && markPercent > 0 && markPercent <= end ? markPercent : null;
  const x = (ratePercent: number) => (WIDTH * ratePercent) / end;
  const y = (chance: number) => HEIGHT * (1 - chance);
  return (
    <figure className={cx('flex flex-col gap-1.5', className)}>
      <figcaption className="text-xs text-muted">
        <span className="font-medium text-ink">Operating curve.</span> {curveInWords(plan, mark)}
      </figcaption>
      <div className="grid max-w-md grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-0.5">
        <div aria-hidden className="tabular flex flex-col justify-between text-right text-xs text-muted">
          <span>100 %</span>
          <span>0 %</span>
        </div>
        <svg
          role="img"
          aria-label={`Chance of acceptance by true rate, falling from 100 % to ${chanceText(points.at(-1)?.accepted ?? 0)} at ${end} %`}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-28 w-full overflow-visible"
        >
          {LINES_AT.map((chance) => (
            <line key={chance} x1={0} x2={WIDTH} y1={y(chance)} y2={y(chance)} className="stroke-line" vectorEffect="non-scaling-stroke" />
          ))}
          {mark === null ? null : (
            <line
              x1={x(mark)}
              x2={x(mark)}
              y1={0}
              y2={HEIGHT}
              strokeDasharray="4 3"
              className="stroke-warn"
              vectorEffect="non-scaling-stroke"
            />
          )}
          <polyline
            points={points.map(({ ratePercent, accepted }) => `${x(ratePercent)},${y(accepted)}`).join(' ')}
            strokeWidth={2}
            className="fill-none stroke-active"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        <span />
        <div aria-hidden className="tabular flex justify-between text-xs text-muted">
          <span>0 %</span>
          <span>{subjectOf(plan)}</span>
          <span>{end} %</span>
        </div>
      </div>
      <details>
        <summary className="w-fit cursor-pointer rounded-sm text-xs text-muted hover:text-ink">As a table</summary>
        <table className="mt-1 text-xs">
          <thead className="text-left text-muted">
            <tr>
              <th scope="col" className="pr-6 font-medium">
                True rate
              </th>
              <th scope="col" className="font-medium">
                Chance of acceptance
              </th>
            </tr>
          </thead>
          <tbody className="tabular">{rows.map(row)}</tbody>
        </table>
      </details>
    </figure>
  );
}

function row({ ratePercent, accepted }: CurvePoint) {
  return (
    <tr key={ratePercent}>
      <th scope="row" className="pr-6 text-left font-normal">
        {ratePercent} %
      </th>
      <td>{chanceText(accepted)}</td>
    </tr>
  );
}

function subjectOf({ kind }: AcceptancePlan): string {
  switch (kind) {
    case 'records':
      return 'true rate of deviations';
    case 'value':
      return 'share of the value misstated';
    case 'two-stage':
      return 'true rate of errors in a field';
  }
}

/** What a curve says at a rate, and when its plan accepts, in a sentence or two. */
function curveInWords(plan: AcceptancePlan, markPercent: number | null): string {
  const at = markPercent ?? curveAtRoundRates(plan).find(({ accepted }) => accepted < 0.5)?.ratePercent ?? null;
  const chance =
    at === null ? '' : ` Were ${at} % ${verbOf(plan)}, it would still accept in ${chanceText(acceptanceChance(plan, at / 100))} of cases.`;
  return `${whenAccepted(plan)}${chance}`;
}

function whenAccepted(plan: AcceptancePlan): string {
  const most = plan.kind === 'two-stage' ? plan.resubmission - 1 : plan.acceptable;
  const found = most === 0 ? 'none' : `at most ${most}`;
  switch (plan.kind) {
    case 'records':
      return `Accepts with ${found} of ${plan.size.toLocaleString('en-US')} records deviating.`;
    case 'value':
      return `Accepts with ${found} of ${plan.size.toLocaleString('en-US')} monetary units misstated.`;
    case 'two-stage':
      return `Accepts a field with fewer than ${plan.initialThreshold} errors in the first ${plan.firstStage}, or ${found} in all ${plan.total}.`;
  }
}

function verbOf({ kind }: AcceptancePlan): string {
  switch (kind) {
    case 'records':
      return 'of all records deviating';
    case 'value':
      return 'of the value misstated';
    case 'two-stage':
      return 'of the records wrong in it';
  }
}

/** A chance as a percentage with as many digits as a reader needs. */
function chanceText(chance: number): string {
  const percent = 100 * chance;
  return `${percent >= 10 || percent === 0 ? percent.toFixed(0) : percent.toFixed(1)} %`;
}
