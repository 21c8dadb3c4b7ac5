'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';
import { Segments } from '#components/ui/tabs';
import { FormSection } from '../../ui/form-section';
import { type SizeSettings, wholeNumber } from './draw-size-settings';
import { OperatingCurve } from './operating-curve';
import { SizeCalculator } from './size-calculator';

interface DrawSizeProps {
  settings: SizeSettings;
  onChange: (part: Partial<SizeSettings>) => void;
  population: number | null;
  monetary?: boolean;
}

/** How many records, or monetary units, are drawn: by rates with the why, or by hand. */
export function DrawSize({ settings, onChange, population, monetary = false }: DrawSizeProps) {
  const id = useId();
  return (
    <FormSection title="Size">
      <Segments
        label="How the size is set"
        value={settings.sizeKind}
        onChange={(sizeKind) => onChange({ sizeKind })}
        segments={[
          { value: 'table', label: monetary ? 'By rates' : 'By the AICPA table' },
          { value: 'hand', label: 'A size of my own' },
        ]}
      />
      {settings.sizeKind === 'table' ? (
        <SizeCalculator settings={settings} onChange={onChange} population={population} monetary={monetary} />
      ) : (
        <>
          <Field label={monetary ? 'Monetary units' : 'Records to draw'} htmlFor={`${id}-count`} className="max-w-48">
            <Input
              id={`${id}-count`}
              inputMode="numeric"
              value={settings.handCount}
              onChange={(event) => onChange({ handCount: event.target.value })}
            />
          </Field>
          {wholeNumber(settings.handCount) ? (
            <OperatingCurve plan={{ kind: monetary ? 'value' : 'records', size: Number(settings.handCount), acceptable: 0 }} />
          ) : null}
        </>
      )}
    </FormSection>
  );
}
