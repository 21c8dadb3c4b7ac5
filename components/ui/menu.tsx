'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

const ITEM =
  'flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 text-sm outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-faint';

/** A list of actions or choices under a button. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    // Not modal: what is hidden from a screen reader behind an open menu would still take the focus.
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[60dvh] min-w-48 animate-settle overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  onSelect?: () => void;
  /** Shown under the label; the item cannot be chosen. */
  disabledReason?: string | null;
  danger?: boolean;
  children: ReactNode;
}

/** One action of a menu; a refused one says why. */
export function MenuItem({ icon, onSelect, disabledReason = null, danger = false, children }: MenuItemProps) {
  return (
    <Radix.Item
      disabled={disabledReason !== null}
      onSelect={onSelect}
      className={cx(ITEM, danger && 'text-bad', '[&_svg]:size-4 [&_svg]:shrink-0')}
    >
      {icon}
      <span className="min-w-0 py-1">
        {children}
        {disabledReason ? <span className="block max-w-64 text-xs text-faint">{disabledReason}</span> : null}
      </span>
    </Radix.Item>
  );
}

interface MenuCheckProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}

/** One choice of several; the menu stays open. */
export function MenuCheck({ checked, onCheckedChange, children }: MenuCheckProps) {
  return (
    <Radix.CheckboxItem checked={checked} onCheckedChange={onCheckedChange} onSelect={(event) => event.preventDefault()} className={ITEM}>
      <span className="flex size-4 shrink-0 items-center justify-center">
        <Radix.ItemIndicator>
          <Check aria-hidden className="size-3.5 text-accent" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  );
}

/** One choice of exactly one. */
export function MenuRadio<T extends string>(props: {
  value: T;
  onChange: (value: T) => void;
  choices: readonly { value: T; label: string }[];
}) {
  return (
    <Radix.RadioGroup value={props.value} onValueChange={(value) => props.onChange(value as T)}>
      {props.choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={ITEM}>
          <span className="flex size-4 shrink-0 items-center justify-center">
            <Radix.ItemIndicator>
              <Check aria-hidden className="size-3.5 text-accent" />
            </Radix.ItemIndicator>
          </span>
          {choice.label}
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

/** A heading over actions of a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="eyebrow px-2 pt-2 pb-1">{children}</Radix.Label>;
}

/** A hairline between groups of a menu. */
export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
