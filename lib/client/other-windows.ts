/** What one window of a person tells the others: that a version's draft was edited, or, without one, that something was done. */
interface Told {
  versionId: string | null;
}

const CHANNEL = 'countersign';
let channel: BroadcastChannel | null = null;

/** One channel a window, so that a window does not hear itself; none where there is no browser. */
function theChannel(): BroadcastChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null;
  channel ??= new BroadcastChannel(CHANNEL);
  return channel;
}

/** Tells the other windows of this browser that something of a version changed; null: something did, wherever. */
export function tellOtherWindows(versionId: string | null): void {
  theChannel()?.postMessage({ versionId } satisfies Told);
}

/** Hears what other windows of this browser did. Answers how to hear no more. */
export function hearOtherWindows(hear: (versionId: string | null) => void): () => void {
  const heard = theChannel();
  const listen = ({ data }: MessageEvent<Told>): void => hear(data.versionId);
  heard?.addEventListener('message', listen);
  return () => heard?.removeEventListener('message', listen);
}
