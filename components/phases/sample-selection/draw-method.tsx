import type { DrawSettings } from './draw-settings';

const METHODS: readonly { value: DrawSettings['method']; label: string; help: string }[] = [
  {
    value: 'random',
    label: 'Random',
    help: 'Each record is ranked by a hash of the seed and its key; the first ones are taken. Anybody can draw the same sample again from seed and population.',
  },
  {
    value: 'stratified',
    label: 'Stratified',
    help: 'The records are split by the values of an attribute or by bands of a number; each stratum gives its first hash ranks, in proportion to its records or by a table of yours.',
  },
  {
    value: 'monetary-unit',
    label: 'Monetary unit',
    help: 'Large amounts are more likely to be drawn: every unit of money has the same chance. Amounts larger than the interval are taken with certainty.',
  },
  {
    value: 'mix',
    label: 'Mix',
    help: 'Records that fail rules of Data Profiling, records at the boundaries of chosen attributes, and clean ones, in whole counts. Only the clean ones are random among their like.',
  },
  {
    value: 'two-stage',
    label: 'Two-stage',
    help: 'HMDA transaction testing: a first stage by hash rank, and where a field has errors the rest of the sample by the same ranks.',
  },
  { value: 'judgmental', label: 'Judgmental', help: 'Records you choose, with a reason. They are counted, never extrapolated.' },
  { value: 'whole-population', label: 'Whole population', help: 'Every record, where the population is small.' },
];

/** What a method does, in a sentence or two. */
export function methodHelp(method: DrawSettings['method']): string {
  return METHODS.find(({ value }) => value === method)?.help ?? '';
}

/** The method of a draw; wraps where the form is narrow. */
export function DrawMethodChoice({
  value,
  onChange,
}: {
  value: DrawSettings['method'];
  onChange: (method: DrawSettings['method']) => void;
}) {
  return (
    <div role="group" aria-label="Method" className="flex flex-wrap gap-1">
      {METHODS.map((method) => (
        <button
          key={method.value}
          type="button"
          aria-pressed={method.value === value}
          onClick={() => onChange(method.value)}
          className="h-8 rounded-md border border-line-strong bg-surface px-2.5 text-xs font-medium whitespace-nowrap text-muted hover:text-ink aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-accent"
        >
          {method.label}
        </button>
      ))}
    </div>
  );
}
