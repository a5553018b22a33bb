import { useTranslation } from "react-i18next";

import type { Column } from "./DataTable";
import styles from "./LongTable.module.css";
import { directionOf, type Sorting } from "./sorting";
import { SortMark } from "./SortMark";

interface LongHeadProps<Row> {
  columns: readonly Column<Row>[];
  hasBoxes: boolean;
  sorting: Sorting | undefined;
}

/** The names of columns, which stay in sight; buttons where the list can be sorted by them. */
export function LongHead<Row>({
  columns,
  hasBoxes,
  sorting,
}: LongHeadProps<Row>): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <thead>
      <tr role="row" aria-rowindex={1}>
        {hasBoxes && (
          <th role="columnheader" className={styles["narrow"]}>
            <span className={styles["hidden"]}>{t("table.selected")}</span>
          </th>
        )}
        {columns.map(({ key, name, isNumber = false, sort }) => {
          if (sorting === undefined || sort === undefined)
            return (
              <th key={key} role="columnheader" data-number={isNumber}>
                {name}
              </th>
            );
          const direction = directionOf(sorting.sort, sort);
          return (
            <th
              key={key}
              role="columnheader"
              data-number={isNumber}
              aria-sort={direction ?? "none"}
            >
              <button
                type="button"
                onClick={() => {
                  sorting.turn(sort);
                }}
              >
                {name}
                <SortMark direction={direction} />
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
