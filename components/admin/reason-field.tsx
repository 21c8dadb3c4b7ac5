import { describedBy, Field } from '#components/ui/field';
import { Textarea } from '#components/ui/input';

interface ReasonFieldProps {
  id: string;
  value: string;
  /** What the server refused, in a sentence. */
  error: string | null;
  onChange: (value: string) => void;
}

const HINT = 'It stays in the trail for good: leave name and e-mail address out of it.';

/** Asks why a person is renamed or erased. */
export function ReasonField({ id, value, error, onChange }: ReasonFieldProps) {
  return (
    <Field label="Reason" htmlFor={id} required hint={HINT} error={error}>
      <Textarea
        id={id}
        aria-describedby={describedBy(id, { hint: HINT, error })}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
