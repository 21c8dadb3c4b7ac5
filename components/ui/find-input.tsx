'use client';
import { type ComponentProps, useRef } from 'react';
import { Input } from './input';
import { useKeys } from './use-keys';

interface FindInputProps extends Omit<ComponentProps<typeof Input>, 'ref' | 'type' | 'placeholder'> {
  /** Accessible name: "Find by report or person". */
  label: string;
  /** What stands in the box while it is empty, before its key: "Find a report". */
  hint: string;
}

/** Where words are typed that a page's rows are found by. `/` goes here. */
export function FindInput({ label, hint, ...input }: FindInputProps) {
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => box.current?.select() });
  return <Input ref={box} type="search" aria-label={label} placeholder={`${hint}  /`} {...input} />;
}
