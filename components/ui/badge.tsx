import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

/** The five status hues; there are no others. */
export const HUES = ['idle', 'active', 'good', 'warn', 'bad'] as const;
export type Hue = (typeof HUES)[number];

export const HUE_GROUND: Record<Hue, string> = {
  idle: 'border-idle-line bg-idle-ground text-idle',
  active: 'border-active-line bg-active-ground text-active',
  good: 'border-good-line bg-good-ground text-good',
  warn: 'border-warn-line bg-warn-ground text-warn',
  bad: 'border-bad-line bg-bad-ground text-bad',
};
export const HUE_TEXT: Record<Hue, string> = {
  idle: 'text-idle',
  active: 'text-active',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
};

interface BadgeProps {
  hue: Hue;
  icon?: LucideIcon;
  /** `plain`: icon and word without ground, for dense tables. */
  look?: 'ground' | 'plain';
  title?: string;
  className?: string;
  children: ReactNode;
}

/** A state as icon, word and colour; never colour alone. */
export function Badge({ hue, icon: Icon, look = 'ground', title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex max-w-full items-center gap-1 align-middle whitespace-nowrap text-xs font-medium',
        look === 'ground' ? cx('h-5 rounded-full border px-2', HUE_GROUND[hue]) : HUE_TEXT[hue],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-3.5 shrink-0" /> : null}
      <span className="truncate">{children}</span>
    </span>
  );
}
