import { ChevronRight } from 'lucide-react';
import { formatCount } from '#components/ui/count-chips';
import { cx } from '#components/ui/cx';
import { Proof } from '#components/ui/proof';
import type { ItemFilter } from '#domain/item/item-filter';
import type { SummaryPart, SummarySection } from '#domain/phase/definition';

interface SummarySectionsProps {
  sections: readonly SummarySection[];
  /** Opens the rows that a part counts. */
  onOpen: (filter: ItemFilter, part: { section: string; label: string }) => void;
  className?: string;
}

/** Figures in sections, in columns; every part that can be listed opens its rows. */
export function SummarySections({ sections, onOpen, className }: SummarySectionsProps) {
  return (
    <div className={cx('columns-1 gap-x-10 md:columns-2 2xl:columns-3', className)}>
      {sections.map((section) => (
        <section key={section.title} className="mb-6 break-inside-avoid">
          <h2 className="eyebrow border-b border-line-strong pb-1.5">{section.title}</h2>
          <dl className="divide-y divide-line">
            {section.parts.map((part, index) => (
              <Part
                key={`${part.label} ${index}`}
                part={part}
                onOpen={(filter) => onOpen(filter, { section: section.title, label: part.label })}
              />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

/** A whole number as people write it; anything else as it is. */
function shown(value: string): string {
  return /^\d{4,15}$/.test(value) ? formatCount(Number(value)) : value.replaceAll(' %', '\u00a0%');
}

/** A value of more letters stands below its label, where both would be squeezed side by side. */
const BESIDE_LABEL = 28;

function Part({ part, onOpen }: { part: SummaryPart; onOpen: (filter: ItemFilter) => void }) {
  const { filter } = part;
  const below = part.value.length > BESIDE_LABEL;
  return (
    <div className={cx('grid items-baseline gap-x-4 py-1.5 text-sm', !below && 'grid-cols-[minmax(0,1fr)_auto]')}>
      <dt className="min-w-0 text-muted">{part.label}</dt>
      <dd className={cx('tabular min-w-0 font-medium break-words', !below && 'max-w-80 text-right')}>
        {filter && part.value !== '0' ? (
          <button
            type="button"
            onClick={() => onOpen(filter)}
            aria-label={`${part.label}: ${part.value}, show them`}
            className={cx('inline-flex items-center gap-0.5 rounded-sm text-accent hover:underline', below ? 'text-left' : 'text-right')}
          >
            {shown(part.value)}
            <ChevronRight aria-hidden className="size-3.5 shrink-0" />
          </button>
        ) : (
          <span className={part.value === '0' ? 'font-normal text-faint' : undefined}>{shown(part.value)}</span>
        )}
      </dd>
      {part.help ? <dd className="col-[1/-1] mt-0.5 text-xs break-words text-muted">{part.help}</dd> : null}
      {part.proof ? (
        <dd className="col-[1/-1] mt-0.5 text-xs text-muted">
          <Proof>{part.proof}</Proof>
        </dd>
      ) : null}
    </div>
  );
}
