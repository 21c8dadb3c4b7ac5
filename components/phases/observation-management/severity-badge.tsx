import { Badge, type Hue } from '#components/ui/badge';
import type { Grade } from '#domain/observing/severity';
import { capitalised } from '#domain/phase/labels';

const HUE_OF: Record<Grade, Hue> = { critical: 'bad', high: 'bad', medium: 'warn', low: 'active', informational: 'idle' };

/** How grave an observation is, as a word and a colour. */
export function SeverityBadge({ grade }: { grade: Grade }) {
  return <Badge hue={HUE_OF[grade]}>{capitalised(grade)}</Badge>;
}
