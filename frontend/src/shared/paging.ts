interface Page<Row> {
  items: Row[];
  page: number;
  size: number;
  total: number;
}

/** For an infinite query: one page of a server's list after another. */
export const PAGE_AFTER_PAGE = {
  pageParamName: "page",
  initialPageParam: 1,
  getNextPageParam: ({ page, size, total }: Page<unknown>): number | undefined =>
    page * size < total ? page + 1 : undefined,
};
