import "./messages";

import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { PAGE_AFTER_PAGE } from "../shared/paging";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { Waiting } from "../shared/Waiting";
import styles from "./OrdersPage.module.css";
import { type Order, stateOf } from "./orders";

const PAGE_SIZE = 20;
// A passenger who looks at the list waits for something; the page of one order is told at once.
const REFRESH_MS = 15_000;

function OrderCard({ order }: { order: Order }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { money, moment } = useFormats();
  const what = order.items.map(({ name, count }) => `${name} × ${count}`).join(", ");
  return (
    <li>
      <Link to={`/orders/${order.id}`} className={styles["card"] ?? ""}>
        <span className={styles["head"]}>
          <span>
            {order.store_name} · {moment(order.date)}
          </span>
          <strong>{money(order.total_penny)}</strong>
        </span>
        <span>{what}</span>
        <span className={styles["state"]} data-state={order.state}>
          {t(`state.${stateOf(order)}.short`)}
        </span>
      </Link>
    </li>
  );
}

/** All that the passenger has bought on board, the newest first. */
export function OrdersPage(): React.JSX.Element {
  const { t, i18n } = useTranslation("shops");
  const orders = store.useInfiniteQuery(
    "get",
    "/passenger/purchases",
    { params: { query: { size: PAGE_SIZE, language: currentLanguage(i18n) } } },
    {
      ...PAGE_AFTER_PAGE,
      select: ({ pages }) => pages.flatMap(({ items }) => items),
      refetchInterval: REFRESH_MS,
    },
  );
  usePageTitle(t("orders.title"));
  if (orders.isPending) return <Waiting />;
  return (
    <div className={styles["page"]}>
      <h1>{t("orders.title")}</h1>
      {orders.data === undefined && <ServerFailed again={() => void orders.refetch()} />}
      {orders.data?.length === 0 && (
        <>
          <p>{t("orders.none")}</p>
          <p>
            <Link to="/shops">{t("stores.title")}</Link>
          </p>
        </>
      )}
      <ul className={styles["list"]}>
        {orders.data?.map((order) => (
          <OrderCard key={order.id} order={order} />
        ))}
      </ul>
      {orders.hasNextPage && (
        <Button onClick={() => void orders.fetchNextPage()}>{t("menu.more")}</Button>
      )}
    </div>
  );
}
