import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormats } from "../format";
import { ServerFailed } from "../ServerFailed";
import { Waiting } from "../Waiting";
import type { Column } from "./DataTable";
import styles from "./LongTable.module.css";
import { LongRow } from "./LongRow";
import { type LongList, PAGE_SIZE, useLongList } from "./useLongList";
import { usePagesInSight, useWindow } from "./useWindow";
import { moved } from "./window";

interface LongTableProps<Row> {
  label: string;
  list: LongList<Row>;
  /** The first names the row when it is read out. */
  columns: readonly Column<Row>[];
  idOf: (row: Row) => string;
  empty: string;
  /** By click or Enter. */
  onOpen?: (row: Row) => void;
  /** By the box or the space bar. Rows stay selected when they are out of sight. */
  selected?: ReadonlyMap<string, Row>;
  onSelect?: (rows: ReadonlyMap<string, Row>) => void;
}

function Head<Row>({
  columns,
  hasBoxes,
}: {
  columns: readonly Column<Row>[];
  hasBoxes: boolean;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        {hasBoxes && (
          <th role="columnheader" className={styles["narrow"]} aria-label={t("table.selected")} />
        )}
        {columns.map(({ key, name, isNumber = false }) => (
          <th key={key} role="columnheader" data-number={isNumber}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/**
 * A list of any length in one scrolled window: only what is in sight is drawn and loaded. Arrow keys,
 * Page Up and Down, Home and End move, Enter opens, the space bar selects.
 */
export function LongTable<Row>(props: LongTableProps<Row>): React.JSX.Element {
  // Another list begins at its top.
  return <Scrolled key={JSON.stringify(props.list.key)} {...props} />;
}

function Scrolled<Row>({
  label,
  list,
  columns,
  idOf,
  empty,
  onOpen,
  selected,
  onSelect,
}: LongTableProps<Row>): React.JSX.Element {
  const { t } = useTranslation();
  const { count } = useFormats();
  const id = useId();
  const [known, setKnown] = useState(0);
  const [active, setActive] = useState(0);
  const { scroller, frame, window, onScroll, show } = useWindow(known);
  const pages = usePagesInSight(window, PAGE_SIZE);
  const { rowAt, total, isEstimate, isError, again } = useLongList(list, pages);
  if (total !== undefined && total !== known) setKnown(total);
  if (isError && known === 0) return <ServerFailed again={again} />;
  if (total === undefined && known === 0) return <Waiting />;
  if (known === 0) return <p className={styles["empty"]}>{empty}</p>;

  const toggle = (row: Row): void => {
    const next = new Map(selected);
    if (!next.delete(idOf(row))) next.set(idOf(row), row);
    onSelect?.(next);
  };
  const press = (event: KeyboardEvent): void => {
    const to = moved(event.key, active, frame);
    const row = rowAt(active);
    if (to !== undefined) {
      setActive(to);
      show(to);
    } else if (event.key === "Enter" && row !== undefined) onOpen?.(row);
    else if (event.key === " " && row !== undefined) toggle(row);
    else return;
    event.preventDefault();
  };
  const shown = Array.from({ length: window.count }, (_, place) => window.first + place);
  return (
    <div className={styles["whole"]}>
      <div
        ref={scroller}
        className={styles["scroller"]}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={isEstimate ? -1 : known + 1}
        aria-multiselectable={onSelect !== undefined}
        aria-activedescendant={shown.includes(active) ? `${id}-${active}` : undefined}
        onScroll={onScroll}
        onKeyDown={press}
      >
        <div
          role="presentation"
          className={styles["space"]}
          style={{ height: window.height + frame.row }}
        >
          <div
            role="presentation"
            className={styles["window"]}
            style={{ height: Math.min(frame.view, window.height) + frame.row }}
          >
            <table role="presentation" className={styles["table"]}>
              <Head columns={columns} hasBoxes={onSelect !== undefined} />
              <tbody role="rowgroup" style={{ transform: `translateY(${-window.above}px)` }}>
                {shown.map((index) => {
                  const row = rowAt(index);
                  return (
                    <LongRow
                      key={index}
                      id={`${id}-${index}`}
                      index={index}
                      row={row}
                      columns={columns}
                      isActive={index === active}
                      isSelected={row !== undefined && selected?.has(idOf(row)) === true}
                      onSelect={onSelect && toggle}
                      onOpen={onOpen}
                      onTouch={setActive}
                    />
                  );
                })}
              </tbody>
            </table>
          </div>
        </div>
      </div>
      <p role="status" className={styles["count"]}>
        {t(isEstimate ? "table.rows_about" : "table.rows", {
          count: known,
          number: count(known),
        })}
      </p>
      {isError && <ServerFailed again={again} />}
    </div>
  );
}
