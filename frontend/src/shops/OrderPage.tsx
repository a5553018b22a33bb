import "./messages";

import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { store } from "../api/client";
import { currentLanguage } from "../i18n";
import { useFormats } from "../shared/format";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { StreamState } from "../shared/StreamState";
import { useRefresh } from "../shared/useRefresh";
import { useStream } from "../shared/useStream";
import { Waiting } from "../shared/Waiting";
import { Notice } from "../shared/Notice";
import styles from "./OrdersPage.module.css";
import { type Order, stateOf, UNDER_WAY } from "./orders";
import { Progress } from "./Progress";

const ONE = "/passenger/purchase/{purchase_id}";

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

/** Of which shop, when, and to which seat it is brought. */
function Where({ order }: { order: Order }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { moment, time } = useFormats();
  const { wagon_number: wagon, place_number: place, promised_at: promised } = order;
  const isUnderWay = UNDER_WAY.has(stateOf(order));
  return (
    <div className={styles["soft"]}>
      <p>
        {order.store_name} · {moment(order.date)}
      </p>
      <p>{wagon === null ? t("order.counter") : t("order.seat", { wagon, place })}</p>
      {isUnderWay && promised !== null && <p>{t("order.promised", { time: time(promised) })}</p>}
    </div>
  );
}

/** One order, which tells by itself how far it is. */
export function OrderPage(): React.JSX.Element {
  const { t, i18n } = useTranslation("shops");
  const { purchaseId = "" } = useParams();
  const refresh = useRefresh();
  const { data, isPending, refetch } = store.useQuery("get", ONE, {
    params: { path: { purchase_id: purchaseId }, query: { language: currentLanguage(i18n) } },
  });
  const load = (): void => void refresh(ONE);
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
      <Where order={data} />
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
