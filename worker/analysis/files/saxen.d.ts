/** saxen comes without types; this is what is used of it. */
declare module 'saxen' {
  export class Parser {
    on(
      event: 'openTag',
      visit: (name: string, getAttributes: () => Readonly<Record<string, string>>, decode: (text: string) => string) => void,
    ): this;
    parse(xml: string): this;
  }
}
