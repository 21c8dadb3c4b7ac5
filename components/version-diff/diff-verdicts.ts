import { type ReactNode } from 'react';
import { type RowSelection } from '#components/ui/use-row-selection';
import { type DiffRow } from '#contract/views/diff-views';

/** What the decision screen adds to a comparison. */
export interface DiffVerdicts {
  control: (row: DiffRow, size: 'sm' | 'md') => ReactNode;
  /** The reviewer's earlier words beside a row. */
  feedback: (row: DiffRow) => ReactNode;
  selection: RowSelection | undefined;
  selectable: (row: DiffRow) => boolean;
  rowClass: (row: DiffRow) => string | undefined;
  onCurrent: (key: string) => void;
  /** What the decision screen shows in place of the toolbar of a comparison while rows are selected. */
  bar: ReactNode;
}
