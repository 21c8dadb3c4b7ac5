'use client';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { readersDay } from '#components/ui/day-words';
import { useIsWide } from '#components/ui/use-media';
import { burnUpRows } from '#contract/progress-numbers';
import type { BurnUpView } from '#contract/views/progress-views';
import { burnUpShapes, NARROW_CHART, WIDE_CHART } from './burn-up-shapes';
import { burnUpDayWords, burnUpWords, lineWords } from './burn-up-words';
import { NumberLink } from './number-link';

const WEEK = 7;
const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: WEEK,
  PageDown: -WEEK,
  Home: -Infinity,
  End: Infinity,
};

/** Approved and known instances over the days of a cycle. One day is told in numbers below; arrows and pointers choose it. */
export function BurnUpChart({ view }: { view: BurnUpView }) {
  const size = useIsWide() ? WIDE_CHART : NARROW_CHART;
  const [chosen, setChosen] = useState<string | null>(null);
  const shapes = burnUpShapes(view, size);
  const last = view.days.length - 1;
  const found = view.days.findIndex(({ day }) => day === chosen);
  const place = found === -1 ? last : found;
  const day = view.days[place];
  if (day === undefined) return null;
  const point = shapes.placeOf(day);
  const choose = (to: number) => setChosen(view.days[Math.max(0, Math.min(last, to))]?.day ?? null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(place + step);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    choose(shapes.nearest(((event.clientX - box.left) / box.width) * size.width));
  };
  return (
    <figure className="max-w-5xl rounded-lg border border-line bg-surface p-2 md:p-3">
      <div className="relative">
        <svg role="img" aria-label={burnUpWords(view)} viewBox={`0 0 ${size.width} ${size.height}`} className="block h-auto w-full text-xs">
          {shapes.counts.map(({ count, y }) => (
            <g key={count}>
              <line x1={size.left} x2={size.width - size.right} y1={y} y2={y} className="stroke-line" />
              <text x={size.left - 6} y={y} dy="0.32em" textAnchor="end" className="tabular fill-muted">
                {formatCount(count)}
              </text>
            </g>
          ))}
          {shapes.dates.map(({ text, x }) => (
            <text key={text} x={x} y={size.height - 8} textAnchor="middle" className="fill-muted">
              {text}
            </text>
          ))}
          <path d={shapes.scopeArea} className="fill-idle-ground" />
          <path d={shapes.approvedArea} className="fill-active-line" />
          <path d={shapes.scope} className="fill-none stroke-idle" strokeWidth={1.5} />
          <path d={shapes.approved} className="fill-none stroke-active" strokeWidth={2} />
          <line {...shapes.line} className="stroke-ink" strokeWidth={1.25} strokeDasharray="5 4" />
          <line x1={point.x} x2={point.x} y1={size.top} y2={size.height - size.bottom} className="stroke-line-strong" />
          <circle cx={point.x} cy={point.scope} r={4} className="fill-surface stroke-idle" strokeWidth={2} />
          <circle cx={point.x} cy={point.approved} r={4} className="fill-active stroke-surface" strokeWidth={1.5} />
        </svg>
        <div
          role="slider"
          tabIndex={0}
          data-ring="inside"
          aria-label="Day of the burn-up"
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={place}
          aria-valuetext={burnUpDayWords(day)}
          onKeyDown={onKeyDown}
          onPointerDown={onPointer}
          onPointerMove={(event) => event.buttons > 0 && onPointer(event)}
          className="absolute inset-0 cursor-pointer touch-pan-y rounded-md"
        />
      </div>
      <figcaption className="flex flex-wrap items-center gap-x-5 gap-y-1 px-1 pt-2 text-sm">
        <span className="min-w-36 font-medium">{readersDay(day.day)}</span>
        <span className="inline-flex items-center gap-1.5">
          <Key className="bg-active" />
          <NumberLink n={day.approved} rows={burnUpRows(view, 'approved_on', day.day)} of={`approved on ${readersDay(day.day)}`} /> approved
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Key className="bg-idle" />
          <NumberLink n={day.scope} rows={burnUpRows(view, 'known_on', day.day)} of={`in scope on ${readersDay(day.day)}`} /> in scope
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="w-4 border-t-2 border-dashed border-ink" />
          <span className="tabular">{lineWords(day)}</span> by the straight line
        </span>
      </figcaption>
    </figure>
  );
}

function Key({ className }: { className: string }) {
  return <span aria-hidden className={`h-0.5 w-4 rounded-full ${className}`} />;
}
