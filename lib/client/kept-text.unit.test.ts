import { expect, it } from 'vitest';
import { keptText } from './kept-text';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

it('keeps what was typed in one place until it is forgotten', () => {
  const tab = storage();
  const reason = keptText('K hash reason', tab);
  const other = keptText('K hash2 reason', tab);
  expect(reason.read()).toBeNull();
  reason.keep('Half a sen');
  expect([keptText('K hash reason', tab).read(), other.read()]).toEqual(['Half a sen', null]);
  reason.forget();
  expect(reason.read()).toBeNull();
});

it('lets people type where nothing can be kept', () => {
  const full = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
  };
  const place = keptText('K', { getItem: full, setItem: full, removeItem: full });
  place.keep('text');
  place.forget();
  expect(place.read()).toBeNull();
  expect(keptText('K', null).read()).toBeNull();
});
