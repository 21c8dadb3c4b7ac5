/** A stream that fails when read a second time: content read half must never be taken for the whole. The activity is then repeated from its start. */
export function onceOnly<T>(source: AsyncIterable<T>): AsyncIterable<T> {
  let wasRead = false;
  return {
    [Symbol.asyncIterator]: () => {
      if (wasRead) throw new Error('this content has been read already');
      wasRead = true;
      return source[Symbol.asyncIterator]();
    },
  };
}
