/** Answers that are kept of one function: those of a few years' days. */
const MOST_ANSWERS = 4_096;

/** The function, whose answers are kept by its arguments; one that follows from anything else may not be handed in. When there are too many, all are forgotten. */
export function remembered<Args extends readonly (string | number)[], Answer extends string | number>(
  compute: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const answers = new Map<string, Answer>();
  return (...args) => {
    const key = args.join(' ');
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = compute(...args);
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, answer);
    return answer;
  };
}
