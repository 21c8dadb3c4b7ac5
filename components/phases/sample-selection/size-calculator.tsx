'use client';
import { useDeferredValue, useId, useMemo } from 'react';
import { formatCount } from '#components/ui/count-chips';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { attributeSampleSize } from '#domain/sampling/attribute-size';
import type { AcceptancePlan } from '#domain/sampling/operating-curve';
import { monetarySampleSize } from '#domain/sampling/poisson';
import type { SizeSettings } from './draw-size-settings';
import { OperatingCurve } from './operating-curve';

interface SizeCalculatorProps {
  settings: SizeSettings;
  onChange: (part: Partial<SizeSettings>) => void;
  /** Records in the population; null where none is pinned. */
  population: number | null;
  /** Sizes monetary units by Poisson instead of records by the table. */
  monetary?: boolean;
}

/** Sample size by the AICPA table, live, with why it is that many. */
export function SizeCalculator({ settings, onChange, population, monetary = false }: SizeCalculatorProps) {
  const id = useId();
  const { riskPercent, tolerablePercent, expectedPercent } = useDeferredValue(settings);
  const answer = useMemo(() => {
    const rates = { riskPercent, tolerablePercent, expectedPercent };
    return monetary ? unitsInWords(rates) : sizeInWords(rates, population);
  }, [riskPercent, tolerablePercent, expectedPercent, population, monetary]);
  return (
    <div className="flex flex-col gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-3">
        <Field label="Risk of overreliance, %" htmlFor={`${id}-risk`} hint="The chance of accepting a control that fails.">
          <Select id={`${id}-risk`} value={settings.riskPercent} onChange={(event) => onChange({ riskPercent: event.target.value })}>
            <option value="5">5 %</option>
            <option value="10">10 %</option>
          </Select>
        </Field>
        <Field
          label={monetary ? 'Tolerable misstatement, %' : 'Tolerable rate, %'}
          htmlFor={`${id}-tolerable`}
          hint={monetary ? 'Of the value, what would still be acceptable.' : 'The deviation rate that would still be acceptable.'}
        >
          <Input
            id={`${id}-tolerable`}
            inputMode="decimal"
            value={settings.tolerablePercent}
            onChange={(event) => onChange({ tolerablePercent: event.target.value.trim() })}
          />
        </Field>
        <Field
          label={monetary ? 'Expected misstatement, %' : 'Expected rate, %'}
          htmlFor={`${id}-expected`}
          hint="What you expect to find; 0 if nothing."
        >
          <Input
            id={`${id}-expected`}
            inputMode="decimal"
            value={settings.expectedPercent}
            onChange={(event) => onChange({ expectedPercent: event.target.value.trim() })}
          />
        </Field>
      </div>
      <output
        className="flex items-baseline gap-3 rounded-lg border border-line bg-sunken px-4 py-3"
        htmlFor={`${id}-risk ${id}-tolerable ${id}-expected`}
      >
        {answer.size === null ? (
          <span className="text-sm text-muted">{answer.why}</span>
        ) : (
          <>
            <span className="tabular text-xl font-semibold">{formatCount(answer.size)}</span>
            <span className="text-sm text-muted">{answer.why}</span>
          </>
        )}
      </output>
      {answer.plan === null ? null : <OperatingCurve plan={answer.plan} markPercent={Number(tolerablePercent)} />}
    </div>
  );
}

interface Rates {
  riskPercent: string;
  tolerablePercent: string;
  expectedPercent: string;
}

/** A size, the sentence that explains it, and when it accepts; a sentence alone where the rates give none. */
interface SizeAnswer {
  size: number | null;
  why: string;
  plan: AcceptancePlan | null;
}

function noSize(why: string): SizeAnswer {
  return { size: null, why, plan: null };
}

/** How many records, by the AICPA table. */
export function sizeInWords(rates: Rates, population: number | null): SizeAnswer {
  try {
    const result = attributeSampleSize(rates);
    if (result === null)
      return noSize('No sample of up to 5,000 records gives this assurance: the expected rate is too close to the tolerable one.');
    const { size, acceptable } = result;
    const found = acceptable === 0 ? 'no deviation' : acceptable === 1 ? 'at most 1 deviation' : `at most ${acceptable} deviations`;
    const confidence = 100 - Number(rates.riskPercent);
    const enough = `records. If ${found} is found among them, the true rate is below ${rates.tolerablePercent} % with ${confidence} % confidence.`;
    const small =
      population !== null && population <= size ? ` The population holds only ${formatCount(population)}: take the whole of it.` : '';
    return { size, why: `${enough}${small}`, plan: { kind: 'records', size, acceptable } };
  } catch (problem) {
    return noSize(problem instanceof Error ? problem.message : 'These rates give no size.');
  }
}

/** The size of a monetary-unit sample: how many units, and what finding nothing then means. */
export function unitsInWords(rates: Rates): SizeAnswer {
  try {
    const result = monetarySampleSize(rates);
    if (result === null)
      return noSize('No sample of up to 5,000 units gives this assurance: the expected misstatement is too close to the tolerable one.');
    const found =
      result.acceptable === 0
        ? 'no misstatement'
        : `misstatements worth at most ${result.acceptable} whole ${result.acceptable === 1 ? 'unit' : 'units'}`;
    return {
      size: result.size,
      why: `monetary units. If ${found} is found, less than ${rates.tolerablePercent} % of the value is misstated, with ${100 - Number(rates.riskPercent)} % confidence (Poisson).`,
      plan: { kind: 'value', ...result },
    };
  } catch (problem) {
    return noSize(problem instanceof Error ? problem.message : 'These rates give no size.');
  }
}
