import { describe, expect, it } from 'vitest';
import { type Result, refused } from '#domain/refusals';
import { RequestFailed } from './request-failed';
import { readWhileSignedIn, resumeSession, whileSignedIn } from './session';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a session that ends under a page', () => {
  it('holds back what was asked until the person has signed in again, and then asks once more', async () => {
    const answers: Result<string>[] = [refused('not_signed_in'), refused('not_signed_in'), { ok: true, value: 'kept' }];
    let asked = 0;
    let got: Result<string> | null = null;
    void whileSignedIn(async () => answers[asked++] ?? refused('internal_error')).then((result) => (got = result));
    await settled();
    expect([asked, got]).toEqual([1, null]);
    resumeSession();
    await settled();
    // Signed in somewhere, but not as the server sees it: asked again, and held back again.
    expect([asked, got]).toEqual([2, null]);
    resumeSession();
    await settled();
    expect([asked, got]).toEqual([3, { ok: true, value: 'kept' }]);
  });

  it('holds back everything that is asked meanwhile, reads too', async () => {
    let signedIn = false;
    const ask = async (): Promise<Result<number>> => (signedIn ? { ok: true, value: 1 } : refused('not_signed_in'));
    const read = async (): Promise<number> => {
      if (!signedIn) throw new RequestFailed('not_signed_in', 'Please sign in.', 401);
      return 2;
    };
    const all = Promise.all([whileSignedIn(ask), readWhileSignedIn(read), whileSignedIn(ask)]);
    await settled();
    signedIn = true;
    resumeSession();
    expect(await all).toEqual([{ ok: true, value: 1 }, 2, { ok: true, value: 1 }]);
  });

  it('changes nothing about other refusals', async () => {
    expect(await whileSignedIn(async () => refused('stale_revision'))).toMatchObject({ code: 'stale_revision' });
    const failing = readWhileSignedIn(() => Promise.reject(new RequestFailed('not_found', 'Not here.', 404)));
    await expect(failing).rejects.toMatchObject({ code: 'not_found' });
  });
});
