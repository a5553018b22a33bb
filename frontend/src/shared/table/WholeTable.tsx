import { DataTable, type DataTableProps } from "./DataTable";

interface WholeTableProps<Row> extends Omit<DataTableProps<Row>, "listing" | "isWhole"> {
  /** All rows that there are; undefined while they are on their way. */
  rows: Row[] | undefined;
  query: { isError: boolean; isPlaceholderData?: boolean; refetch: () => unknown };
}

/** A list that its server gives whole: there is nothing to turn over. */
export function WholeTable<Row>({
  rows,
  query,
  ...table
}: WholeTableProps<Row>): React.JSX.Element {
  const { isError, isPlaceholderData = false, refetch } = query;
  const total = rows?.length ?? 0;
  const data = rows && { items: rows, total, total_is_estimate: false, page: 1, size: total };
  return <DataTable {...table} listing={{ data, isError, isPlaceholderData, refetch }} isWhole />;
}
