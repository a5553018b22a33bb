import "./messages";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { store } from "../api/client";
import { useFormats } from "../shared/format";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { StreamState } from "../shared/StreamState";
import { useStream } from "../shared/useStream";
import { Waiting } from "../shared/Waiting";
import { Notice } from "../shared/Notice";
import styles from "./OrdersPage.module.css";
import { type Order, stateOf } from "./orders";
import { Progress } from "./Progress";

function Bought({ order }: { order: Order }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { money } = useFormats();
  return (
    <dl className={styles["bought"]}>
      {order.items.map((item) => (
        <div key={item.item_id}>
          <dt>
            {item.name} × {item.count}
          </dt>
          <dd>{money(item.price_penny * item.count)}</dd>
        </div>
      ))}
      <div className={styles["total"]}>
        <dt>{t("basket.total")}</dt>
        <dd>{money(order.total_penny)}</dd>
      </div>
      {order.refunded_penny > 0 && (
        <div>
          <dt>{t("order.refunded")}</dt>
          <dd>{money(order.refunded_penny)}</dd>
        </div>
      )}
    </dl>
  );
}

/** One order, which tells by itself how far it is. */
export function OrderPage(): React.JSX.Element {
  const { t, i18n } = useTranslation("shops");
  const { moment } = useFormats();
  const { purchaseId = "" } = useParams();
  const queries = useQueryClient();
  const init = { params: { path: { purchase_id: purchaseId } } };
  const { queryKey } = store.queryOptions("get", "/passenger/purchase/{purchase_id}", init);
  const { data, isPending, refetch } = store.useQuery(
    "get",
    "/passenger/purchase/{purchase_id}",
    init,
  );
  const load = (): void => void queries.invalidateQueries({ queryKey });
  const line = useStream(`/store_api/passenger/purchase/${purchaseId}/stream`, {
    ready: load,
    reset: load,
    "purchase.changed": load,
  });
  usePageTitle(t("order.title"));
  if (isPending) return <Waiting />;
  if (data === undefined) return <ServerFailed again={() => void refetch()} />;
  return (
    <div className={styles["page"]}>
      <p>
        <Link to="/orders">{t("order.back")}</Link>
      </p>
      <h1>{t("order.title")}</h1>
      <p className={styles["soft"]}>{moment(data.date)}</p>
      <Progress state={stateOf(data)} />
      <StreamState state={line} />
      {data.age_limit !== null && (
        <Notice kind="warn">{t("order.age", { years: data.age_limit })}</Notice>
      )}
      <Bought order={data} />
      <p>
        <a
          href={`/store_api/passenger/purchase/${data.id}/receipt?language=${i18n.language}`}
          download
        >
          {t("order.receipt")}
        </a>
      </p>
    </div>
  );
}
