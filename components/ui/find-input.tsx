'use client';
import { type ComponentProps, useRef } from 'react';
import { Input } from './input';
import { type KeyGroup, useKeysOfPage } from './keys-dialog';
import { useKeys } from './use-keys';

interface FindInputProps extends Omit<ComponentProps<typeof Input>, 'ref' | 'type' | 'placeholder'> {
  /** Accessible name: "Find by report or person". */
  label: string;
  /** What stands in the box while it is empty, before its key: "Find a report". */
  hint: string;
}

const KEYS: readonly KeyGroup[] = [{ title: 'Rows', keys: [{ keys: ['/'], does: 'Find' }] }];

/** Where words are typed that a page's rows are found by. `/` goes here. */
export function FindInput({ label, hint, ...input }: FindInputProps) {
  const box = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => box.current?.select() });
  useKeysOfPage(KEYS);
  return <Input ref={box} type="search" aria-label={label} placeholder={`${hint}  /`} {...input} />;
}
