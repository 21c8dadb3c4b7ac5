import { useId } from 'react';
import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';

/** From which day on something dated holds, as an ISO date; blank: at once. */
export function InForceFrom({ value, onChange }: { value: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <Field label="In force from" htmlFor={id} hint="Blank: at once. A day begins at midnight UTC.">
      <Input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
