import { describe, expect, it } from 'vitest';
import { type Draft, storedDraft, storedText, storeText } from './stored-draft';

const draft: Draft = { verdicts: { K1: { verdict: 'rejected', reason: 'Wrong county' } }, additions: [], note: 'Two more, please' };

it('may be written where a browser keeps nothing', () => {
  const forbidden = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  expect(storedText('K', forbidden)).toBeNull();
  storeText('K', 'text', forbidden);
  storeText('K', null, forbidden);
});

describe('a review kept in the browser', () => {
  it('is read as it was written', () => {
    expect(storedDraft(JSON.stringify(draft))).toEqual(draft);
    expect(storedDraft(null)).toBeNull();
  });

  it.each(['', '{', '{"verdicts": {"K1": ', 'undefined', 'null', '[]', '{"verdicts": {"K1": "rejected"}}'])(
    'is left behind where the text is broken or older: %s',
    (text) => expect(storedDraft(text)).toBeNull(),
  );
});
