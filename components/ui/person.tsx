import { ROLE_LABELS, ROLES } from '#domain/people/roles';
import { cx } from './cx';

/** Initials in a quiet disc; decoration beside a name, never instead of one. */
function Initials({ name }: { name: string }) {
  const parts = name.split(/\s+/).filter(Boolean);
  const text = `${parts[0]?.[0] ?? ''}${parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
  return (
    <span
      aria-hidden
      className="inline-flex size-5 shrink-0 items-center justify-center rounded-full bg-idle-ground text-[10px] leading-none font-semibold text-idle"
    >
      {text}
    </span>
  );
}

interface PersonProps {
  name: string;
  /** A role, or words for one, shown after the name. */
  role?: string | null;
  /** Leaves out the disc, for dense text. */
  plain?: boolean;
  className?: string;
}

/** A role as people say it; words stay as they are. */
function roleWords(role: string): string {
  const known = ROLES.find((each) => each === role);
  return known ? ROLE_LABELS[known] : role === 'system' ? 'System' : role;
}

/** A person by name, and in which role where it matters. */
export function Person({ name, role, plain = false, className }: PersonProps) {
  return (
    <span className={cx('inline-flex min-w-0 max-w-full items-center gap-1.5 align-middle', className)}>
      {plain ? null : <Initials name={name} />}
      <span className="truncate">{name}</span>
      {role ? <span className="shrink-0 text-faint">{roleWords(role)}</span> : null}
    </span>
  );
}
