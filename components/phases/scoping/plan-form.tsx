'use client';
import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input, Select } from '#components/ui/input';
import { usePlan } from './use-plan';

/** Planned samples, by the AICPA table or typed in, and the minutes a test case takes: what the impact is computed from. */
export function PlanForm() {
  const id = useId();
  const { plan, setPlan } = usePlan();
  const whole = (text: string): number => Math.max(0, Math.trunc(Number(text)) || 0);
  return (
    <div className="grid items-start gap-3 sm:grid-cols-3">
      <Field label="Planned samples" htmlFor={`${id}-by`}>
        <Select id={`${id}-by`} value={plan.by} onChange={(event) => setPlan({ by: event.target.value === 'typed' ? 'typed' : 'table' })}>
          <option value="table">AICPA table</option>
          <option value="typed">Typed in</option>
        </Select>
      </Field>
      {plan.by === 'typed' ? (
        <Field label="Samples" htmlFor={`${id}-samples`}>
          <Input
            id={`${id}-samples`}
            inputMode="numeric"
            value={plan.samples === 0 ? '' : plan.samples}
            onChange={(event) => setPlan({ samples: whole(event.target.value) })}
          />
        </Field>
      ) : (
        <>
          <Field label="Risk of overreliance, %" htmlFor={`${id}-risk`}>
            <Select id={`${id}-risk`} value={plan.riskPercent} onChange={(event) => setPlan({ risk: event.target.value })}>
              <option value="5">5 %</option>
              <option value="10">10 %</option>
            </Select>
          </Field>
          <Field label="Tolerable rate, %" htmlFor={`${id}-tolerable`}>
            <Input
              id={`${id}-tolerable`}
              inputMode="decimal"
              value={plan.tolerablePercent}
              onChange={(event) => setPlan({ tolerable: event.target.value.trim() })}
            />
          </Field>
          <Field label="Expected rate, %" htmlFor={`${id}-expected`}>
            <Input
              id={`${id}-expected`}
              inputMode="decimal"
              value={plan.expectedPercent}
              onChange={(event) => setPlan({ expected: event.target.value.trim() })}
            />
          </Field>
        </>
      )}
      <Field label="Minutes a test case" htmlFor={`${id}-minutes`}>
        <Input
          id={`${id}-minutes`}
          inputMode="numeric"
          value={plan.minutes === 0 ? '' : plan.minutes}
          onChange={(event) => setPlan({ minutes: whole(event.target.value) })}
        />
      </Field>
    </div>
  );
}
