import "./messages";

import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { useFormats } from "../shared/format";
import { usePageTitle } from "../shared/usePageTitle";
import { type Basket, totalOf, useBasket, withCount } from "./basket";
import styles from "./BasketPage.module.css";
import { Counter } from "./Counter";
import { OrderForm } from "./OrderForm";

function Lines({
  basket,
  onChange,
}: {
  basket: Basket;
  onChange: (change: (basket: Basket) => Basket) => void;
}): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { money } = useFormats();
  return (
    <table className={styles["lines"]}>
      <caption className={styles["hidden"]}>{t("basket.title")}</caption>
      <thead className={styles["hidden"]}>
        <tr>
          <th scope="col">{t("basket.item")}</th>
          <th scope="col">{t("basket.count")}</th>
          <th scope="col">{t("basket.price")}</th>
        </tr>
      </thead>
      <tbody>
        {basket.lines.map(({ count, ...item }) => (
          <tr key={item.id}>
            <th scope="row">{item.name}</th>
            <td>
              <Counter
                name={item.name}
                count={count}
                onChange={(next) => {
                  onChange((now) => withCount(now, item, next));
                }}
              />
            </td>
            <td className={styles["money"]}>{money(item.price * count)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t("basket.total")}
          </th>
          <td className={styles["money"]}>{money(totalOf(basket))}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The last look before an order. */
export function BasketPage(): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { storeId = "" } = useParams();
  const [basket, change] = useBasket(storeId);
  const isEmpty = basket.lines.length === 0;
  usePageTitle(t("basket.title"));
  return (
    <div className={styles["page"]}>
      <p>
        <Link to={`/shops/${storeId}`}>{t("basket.back")}</Link>
      </p>
      <h1>{t("basket.title")}</h1>
      {isEmpty ? <p>{t("basket.empty")}</p> : <Lines basket={basket} onChange={change} />}
      <OrderForm storeId={storeId} basket={basket} onChange={change} />
    </div>
  );
}
