import { type KeyboardEvent, useCallback, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useFormats } from "../format";
import { ServerFailed } from "../ServerFailed";
import { Waiting } from "../Waiting";
import type { Column } from "./DataTable";
import { LongHead } from "./LongHead";
import styles from "./LongTable.module.css";
import { LongRow } from "./LongRow";
import type { Sorting } from "./sorting";
import { type Loaded, type LongList, PAGE_SIZE, useLongList } from "./useLongList";
import { type Scrolling, useInOrder, usePagesInSight, useWindow } from "./useWindow";
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
  /** By the heads of those columns that have a word for it. */
  sorting?: Sorting;
}

/**
 * A list of any length in one scrolled window: only what is in sight is drawn and loaded. Arrow keys,
 * Page Up and Down, Home and End move, Enter opens, the space bar selects.
 */
export function LongTable<Row>(props: LongTableProps<Row>): React.JSX.Element {
  // Another list begins at its top.
  return <Scrolled key={JSON.stringify(props.list.key)} {...props} />;
}

function Scrolled<Row>(props: LongTableProps<Row>): React.JSX.Element {
  const { t } = useTranslation();
  const { count } = useFormats();
  const [known, setKnown] = useState(0);
  // Another order is the same list, from its top.
  const scrolling = useWindow(known, props.sorting);
  const pages = usePagesInSight(scrolling, PAGE_SIZE);
  const loaded = useLongList(props.list, pages, props.sorting);
  const { total, isEstimate, isError, again } = loaded;
  if (total !== undefined && total !== known) setKnown(total);
  if (isError && known === 0) return <ServerFailed again={again} />;
  if (total === undefined && known === 0) return <Waiting />;
  if (known === 0) return <p className={styles["empty"]}>{props.empty}</p>;
  const words = { count: known, number: count(known) };
  return (
    <div className={styles["whole"]}>
      <Grid {...props} known={known} scrolling={scrolling} loaded={loaded} />
      <p role="status" className={styles["count"]}>
        {isEstimate ? t("table.rows_about", words) : t("table.rows", words)}
      </p>
      {isError && <ServerFailed again={again} />}
    </div>
  );
}

interface GridProps<Row> extends LongTableProps<Row> {
  known: number;
  scrolling: Scrolling;
  loaded: Loaded<Row>;
}

/** As high as can be scrolled; what is in sight stays in its window. */
function Space({
  frame,
  window,
  children,
}: Pick<Scrolling, "frame" | "window"> & { children: React.ReactNode }): React.JSX.Element {
  return (
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
        {children}
      </div>
    </div>
  );
}

/** The rows in sight. The focus is the grid's, which names the row from which keys go. */
function Grid<Row>({ known, scrolling, loaded, ...props }: GridProps<Row>): React.JSX.Element {
  const { label, columns, idOf, onOpen, selected, onSelect, sorting } = props;
  const { order, scroller, frame, window, onScroll, show } = scrolling;
  const { rowAt, isEstimate } = loaded;
  const id = useId();
  const [chosen, setActive] = useInOrder(order, 0);
  // There may be fewer rows than it seemed.
  const active = Math.min(chosen, known - 1);
  const toggle = useCallback(
    (row: Row): void => {
      const next = new Map(selected);
      if (!next.delete(idOf(row))) next.set(idOf(row), row);
      onSelect?.(next);
    },
    [selected, idOf, onSelect],
  );
  const isSelected = (row: Row | undefined): boolean =>
    row !== undefined && selected?.has(idOf(row)) === true;
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    const from = event.target as Element;
    // A head has keys of its own, and a row's box has the space bar.
    if (from.closest("thead") !== null || (event.key === " " && from.matches("input"))) return;
    const to = moved(event.key, active, frame);
    const row = rowAt(active);
    if (to !== undefined) {
      setActive(to);
      show(to);
      // A box that was clicked has the focus, and may be out of sight next.
      event.currentTarget.focus({ preventScroll: true });
    } else if (event.key === "Enter" && row !== undefined) onOpen?.(row);
    else if (event.key === " " && row !== undefined) toggle(row);
    else return;
    event.preventDefault();
  };
  const shown = Array.from({ length: window.count }, (_, place) => window.first + place);
  return (
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
      <Space frame={frame} window={window}>
        <table role="presentation" className={styles["table"]}>
          <LongHead columns={columns} hasBoxes={onSelect !== undefined} sorting={sorting} />
          <tbody style={{ transform: `translateY(${-window.above}px)` }}>
            {shown.map((index) => (
              <LongRow
                key={index}
                id={`${id}-${index}`}
                index={index}
                row={rowAt(index)}
                columns={columns}
                isActive={index === active}
                isSelected={isSelected(rowAt(index))}
                onSelect={onSelect && toggle}
                onOpen={onOpen}
                onTouch={setActive}
              />
            ))}
          </tbody>
        </table>
      </Space>
    </div>
  );
}
