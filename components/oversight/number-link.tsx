import type { ComponentProps } from 'react';
import { CountLink } from '#components/ui/count-link';
import type { RowsQuery } from '#contract/progress-inputs';
import { rowsHref } from '#contract/progress-numbers';

interface NumberLinkProps extends Omit<ComponentProps<typeof CountLink>, 'href'> {
  rows: RowsQuery;
}

/** A number of progress that opens exactly the rows it counts. */
export function NumberLink({ rows, ...count }: NumberLinkProps) {
  return <CountLink href={rowsHref(rows)} {...count} />;
}
