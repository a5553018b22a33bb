import { useState } from "react";
import { useTranslation } from "react-i18next";

import { store } from "../api/client";
import { useFormats } from "../shared/format";
import { Segments } from "../shared/Segments";
import { Facts } from "../staff/Facts";
import { Refused } from "../staff/Refused";
import { Bar } from "./Bar";
import styles from "./Forms.module.css";

const HOURS = { day: 24, week: 7 * 24, month: 30 * 24 } as const;
type Span = keyof typeof HOURS;

/** How a store did lately. */
export function StoreSales({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { money } = useFormats();
  const [span, setSpan] = useState<Span>("day");
  const [now] = useState(() => Date.now());
  const since = new Date(now - HOURS[span] * 3_600_000).toISOString();
  const until = new Date(now).toISOString();
  const { data, error } = store.useQuery("get", "/admin/store/{store_id}/statistics", {
    params: { path: { store_id: storeId }, query: { since, until } },
  });
  const most = Math.max(1, ...(data?.best_sellers ?? []).map(({ amount_penny: sum }) => sum));
  return (
    <section className={styles["part"]}>
      <h3>{t("sales.title")}</h3>
      <div>
        <Segments
          label={t("sales.span")}
          value={span}
          options={(Object.keys(HOURS) as Span[]).map((value) => ({
            value,
            name: t(`sales.${value}`),
            face: t(`sales.${value}`),
          }))}
          onChoose={setSpan}
        />
      </div>
      <Refused error={error} />
      {data !== undefined && (
        <Facts
          facts={[
            [t("sales.purchases"), data.purchases],
            [t("sales.revenue"), money(data.revenue_penny)],
            [t("sales.refunds"), money(data.refunds_penny)],
            [
              t("sales.ready"),
              data.seconds_to_ready_p50 === null
                ? ""
                : t("sales.minutes", { count: Math.round(data.seconds_to_ready_p50 / 60) }),
            ],
          ]}
        />
      )}
      <ul className={styles["lines"]}>
        {data?.best_sellers.map((item) => (
          <li key={item.item_id}>
            <Bar
              name={item.name}
              share={item.amount_penny / most}
              words={`${item.count} · ${money(item.amount_penny)}`}
            />
          </li>
        ))}
      </ul>
      {data !== undefined && data.stock_outs.length > 0 && (
        <p>
          {t("sales.out")} {data.stock_outs.map(({ name }) => name).join(", ")}
        </p>
      )}
    </section>
  );
}
