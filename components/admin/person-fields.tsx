import { Field } from '#components/ui/field';
import { Input } from '#components/ui/input';

interface PersonFieldsProps {
  /** Beginning of the fields' ids, different for each dialog. */
  id: string;
  name: string;
  email: string;
  onName: (name: string) => void;
  onEmail: (email: string) => void;
}

/** A person's name and e-mail address, side by side where there is room. */
export function PersonFields({ id, name, email, onName, onEmail }: PersonFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Name" htmlFor={`${id}-name`}>
        <Input id={`${id}-name`} value={name} onChange={(event) => onName(event.target.value)} />
      </Field>
      <Field label="E-mail" htmlFor={`${id}-email`}>
        <Input id={`${id}-email`} type="email" value={email} onChange={(event) => onEmail(event.target.value)} />
      </Field>
    </div>
  );
}

/** What is missing of a person's name and address; null where nothing is. */
export function personBlocked(name: string, email: string): string | null {
  if (name.trim() === '') return 'Enter a name.';
  return /^\S+@\S+$/.test(email.trim()) ? null : 'Enter an e-mail address.';
}
