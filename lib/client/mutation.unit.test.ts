import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { heard } from './mutation';

/** A mutation that nobody observes any more when its answer arrives, as after its component was unmounted. */
function leftAlone(answer: () => Promise<string>) {
  return new MutationObserver<string, Error, number>(new QueryClient(), { mutationFn: answer });
}

it('calls what was given although the component that asked has gone', async () => {
  const onSuccess = vi.fn();
  const observer = leftAlone(() => Promise.resolve('confirmed'));
  heard<string, number>((input) => observer.mutate(input))(1, { onSuccess });
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledExactlyOnceWith('confirmed'));
});

it('which the callbacks of the library’s own mutate do not', async () => {
  const onSuccess = vi.fn();
  await leftAlone(() => Promise.resolve('confirmed')).mutate(1, { onSuccess });
  expect(onSuccess).not.toHaveBeenCalled();
});

it('tells of a refusal in the same way, and leaves no rejection behind where nobody asked for it', async () => {
  const onError = vi.fn();
  const observer = leftAlone(() => Promise.reject(new Error('Somebody else did that.')));
  const mutate = heard<string, number>((input) => observer.mutate(input));
  mutate(1, { onError });
  mutate(2);
  await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('Somebody else did that.')));
});

it('hears each of two requests', async () => {
  const answers: string[] = [];
  const observer = leftAlone(() => Promise.resolve('done'));
  const mutate = heard<string, number>((input) => observer.mutate(input));
  for (const name of ['first', 'second']) mutate(1, { onSuccess: (value) => answers.push(`${name} ${value}`) });
  await vi.waitFor(() => expect(answers).toEqual(['first done', 'second done']));
});
