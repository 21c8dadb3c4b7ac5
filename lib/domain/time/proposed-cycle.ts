const DAY_MS = 86_400_000;
/** With fewer days left in a quarter, a cycle is proposed for the next one. */
const FEWEST_DAYS_LEFT = 30;

/** A test cycle as it is proposed: days are ISO dates, both included. */
interface ProposedCycle {
  name: string;
  startsOn: string;
  endsOn: string;
}

/** The cycle that somebody who starts on a day is likeliest to mean: its quarter, or the next one where that is nearly over. */
export function proposedCycle(today: string): ProposedCycle {
  const year = Number(today.slice(0, 4));
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3);
  const own = quarterOf(year, quarter);
  const isNearlyOver = (Date.parse(own.endsOn) - Date.parse(today)) / DAY_MS < FEWEST_DAYS_LEFT;
  return isNearlyOver ? quarterOf(quarter === 4 ? year + 1 : year, (quarter % 4) + 1) : own;
}

function quarterOf(year: number, quarter: number): ProposedCycle {
  const monthBegins = (month: number) => Date.UTC(year, month, 1);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { name: `Q${quarter} ${year}`, startsOn: day(monthBegins(quarter * 3 - 3)), endsOn: day(monthBegins(quarter * 3) - DAY_MS) };
}
