import {
  Cell,
  CheckboxButton,
  CheckboxField,
  Column as AriaColumn,
  Row as AriaRow,
  type Selection,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
} from "react-aria-components";
import { useTranslation } from "react-i18next";

import { ServerFailed } from "../ServerFailed";
import { Waiting } from "../Waiting";
import { type PageOf, Pager } from "./Pager";
import { directionOf, type Sorting } from "./sorting";
import { SortMark } from "./SortMark";
import styles from "./Table.module.css";

export interface Column<Row> {
  key: string;
  name: string;
  cell: (row: Row) => React.ReactNode;
  isNumber?: boolean;
  /** The word by which the list is sorted by this column. */
  sort?: string;
}

/** What a list's query gives. */
export interface Listing<Row> {
  data?: PageOf<Row> | undefined;
  isError: boolean;
  isPlaceholderData?: boolean;
  refetch: () => unknown;
}

export interface DataTableProps<Row> {
  label: string;
  listing: Listing<Row>;
  /** The first names the row when it is read out. */
  columns: readonly Column<Row>[];
  idOf: (row: Row) => string;
  /** In the place of rows when there are none. */
  empty: string;
  /** By click or Enter. */
  onOpen?: ((row: Row) => void) | undefined;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: ReadonlySet<string>) => void;
  /** By the heads of those columns that have a word for it. */
  sorting?: Sorting;
  /** All there is, on one page: there is nothing to turn over. */
  isWhole?: boolean;
}

function Tick(): React.JSX.Element {
  return (
    <CheckboxField slot="selection">
      <CheckboxButton className={styles["tick"] ?? ""}>
        <span className={styles["box"]} aria-hidden="true" />
      </CheckboxButton>
    </CheckboxField>
  );
}

function chosen(selection: Selection, ids: string[]): ReadonlySet<string> {
  return selection === "all" ? new Set(ids) : new Set([...selection].map(String));
}

/** No column where the list is the newest first. */
function describe(columns: readonly Column<never>[], sorting?: Sorting): SortDescriptor {
  for (const { key, sort: word } of columns) {
    const direction = word === undefined ? undefined : directionOf(sorting?.sort, word);
    if (direction !== undefined) return { column: key, direction };
  }
  return { column: "", direction: "ascending" };
}

function Rows<Row>({
  label,
  columns,
  page,
  idOf,
  onOpen,
  selected,
  onSelect,
  sorting,
}: Omit<DataTableProps<Row>, "listing" | "empty" | "isWhole"> & {
  page: PageOf<Row>;
}): React.JSX.Element {
  const ids = page.items.map(idOf);
  return (
    <Table
      aria-label={label}
      className={styles["table"] ?? ""}
      selectionMode={onSelect === undefined ? "none" : "multiple"}
      {...(selected !== undefined && { selectedKeys: selected })}
      onSelectionChange={(selection) => onSelect?.(chosen(selection, ids))}
      sortDescriptor={describe(columns, sorting)}
      onSortChange={({ column: pressed }) => {
        const word = columns.find(({ key }) => key === pressed)?.sort;
        if (word !== undefined) sorting?.turn(word);
      }}
    >
      <TableHeader>
        {onSelect !== undefined && (
          <AriaColumn className={styles["narrow"] ?? ""}>
            <Tick />
          </AriaColumn>
        )}
        {columns.map(({ key, name, isNumber = false, sort }, index) => (
          <AriaColumn
            key={key}
            id={key}
            isRowHeader={index === 0}
            data-number={isNumber}
            allowsSorting={sorting !== undefined && sort !== undefined}
          >
            {name}
            {sorting !== undefined && sort !== undefined && (
              <SortMark direction={directionOf(sorting.sort, sort)} />
            )}
          </AriaColumn>
        ))}
      </TableHeader>
      <TableBody>
        {page.items.map((row) => (
          <AriaRow
            key={idOf(row)}
            id={idOf(row)}
            {...(onOpen !== undefined && {
              onAction: () => {
                onOpen(row);
              },
            })}
          >
            {onSelect !== undefined && (
              <Cell>
                <Tick />
              </Cell>
            )}
            {columns.map(({ key, cell, isNumber = false }) => (
              <Cell key={key} data-number={isNumber}>
                {cell(row)}
              </Cell>
            ))}
          </AriaRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** One page of a server's list. Arrow keys move, Enter opens, the space bar selects. */
export function DataTable<Row>({
  listing,
  empty,
  isWhole = false,
  ...rows
}: DataTableProps<Row>): React.JSX.Element {
  const { t } = useTranslation();
  if (listing.isError) return <ServerFailed again={() => void listing.refetch()} />;
  if (listing.data === undefined) return <Waiting />;
  const page = listing.data;
  return (
    <div className={styles["whole"]} aria-busy={listing.isPlaceholderData === true}>
      {page.items.length === 0 ? (
        <p className={styles["empty"]}>{page.page === 1 ? empty : t("table.beyond")}</p>
      ) : (
        <div className={styles["scroll"]}>
          <Rows {...rows} page={page} />
        </div>
      )}
      {!isWhole && <Pager page={page} />}
    </div>
  );
}
