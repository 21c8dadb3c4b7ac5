const NAMED = 50;

/** What does not hold, in words: the first of a kind are named and the others counted, so that memory does not grow with them. */
export class Problems {
  private readonly named: string[] = [];
  private more = 0;

  add(sentence: string): void {
    if (this.named.length < NAMED) this.named.push(sentence);
    else this.more += 1;
  }

  /** The sentences, in the order they were found. */
  get sentences(): string[] {
    return this.more === 0 ? this.named : [...this.named, `And ${this.more} more of this kind.`];
  }
}
