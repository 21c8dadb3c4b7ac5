import { FeedbackLine } from '#components/item-grid/feedback-line';
import { GridCell } from '#components/item-grid/grid-cell';
import { ReviewMarks } from '#components/item-grid/review-marks';
import { KeyText } from '#components/ui/hash-chip';
import type { ItemRow } from '#contract/views/row-views';
import type { PhaseDefinition } from '#domain/phase/definition';
import { feedbackOf } from '../item-grid/feedback';
import { type GridColumn, keyWidth } from '../item-grid/grid-columns';
import type { Column } from '../ui/data-table-column';
import { VerdictControl } from './verdict-control';

/** Width (px) of a decision that is read and not made. */
const DECIDED_WIDTH = 96;

/** Does nothing with an edit: nothing is edited on the decision screen. */
const readOnly = () => undefined;

/** Columns of the reviewed items: the verdict first, then what the phase shows at first sight. */
export function reviewColumns(definition: PhaseDefinition, columns: readonly GridColumn[], rows: readonly ItemRow[]): Column<ItemRow>[] {
  const withFeedback = rows.some((row) => feedbackOf(row) !== null);
  return [
    { id: 'verdict', header: 'Verdict', width: 80, hideable: false, cell: (row) => <VerdictControl row={row} /> },
    {
      id: 'key',
      header: definition.keyLabel,
      width: keyWidth(definition),
      sortable: true,
      hideable: false,
      cell: (row) => (
        <span className="flex items-center gap-1">
          <KeyText className="truncate">{row.key}</KeyText>
          <ReviewMarks row={{ ...row, verdict: null }} />
        </span>
      ),
    },
    ...(withFeedback
      ? [
          {
            id: 'feedback',
            header: 'Feedback and answer',
            width: 260,
            grow: 2,
            wrap: true,
            cell: (row: ItemRow) => {
              const feedback = feedbackOf(row);
              return feedback ? <FeedbackLine row={row} feedback={feedback} onAnswer={null} /> : null;
            },
          },
        ]
      : []),
    ...columns
      .filter((column) => column.kind !== 'key')
      .map((column) => ({
        id: column.id,
        header: column.label,
        width: column.field.preparerDecision ? DECIDED_WIDTH : column.width,
        grow: column.grow,
        align: column.numeric ? ('right' as const) : ('left' as const),
        sortable: true,
        cell: (row: ItemRow) => <GridCell definition={definition} row={row} column={column} editable={false} onSet={readOnly} />,
      })),
  ];
}
