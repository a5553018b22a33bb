import { memo } from "react";
import { useTranslation } from "react-i18next";

import type { Column } from "./DataTable";
import styles from "./LongTable.module.css";

interface LongRowProps<Row> {
  id: string;
  index: number;
  /** Undefined while it is on its way. */
  row: Row | undefined;
  columns: readonly Column<Row>[];
  isActive: boolean;
  isSelected: boolean;
  onSelect: ((row: Row) => void) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  /** The row is the one that keys go from. */
  onTouch: (index: number) => void;
}

/** The focus stays with the table, which names the row that is active. */
function DrawnRow<Row>({
  id,
  index,
  row,
  columns,
  isActive,
  isSelected,
  onSelect,
  onOpen,
  onTouch,
}: LongRowProps<Row>): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <tr
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={onSelect === undefined ? undefined : isSelected}
      data-active={isActive}
      data-opens={onOpen !== undefined}
      onClick={() => {
        onTouch(index);
        if (row !== undefined) onOpen?.(row);
      }}
    >
      {onSelect !== undefined && (
        <td role="gridcell">
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t("table.select")}
            checked={isSelected}
            disabled={row === undefined}
            onClick={(event) => {
              event.stopPropagation();
            }}
            onChange={() => {
              onTouch(index);
              if (row !== undefined) onSelect(row);
            }}
          />
        </td>
      )}
      {columns.map(({ key, cell, isNumber = false }, place) => (
        <td key={key} role={place === 0 ? "rowheader" : "gridcell"} data-number={isNumber}>
          {row === undefined ? <span className={styles["pending"]}>…</span> : cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** A row of a long table. One that stays in sight is not drawn anew while others come and go. */
export const LongRow = memo(DrawnRow) as typeof DrawnRow;
