import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormats } from "../shared/format";
import { type Basket, countOf, totalOf } from "./basket";
import styles from "./BasketBar.module.css";

/** Stays in sight while the menu is read, once something is in the basket. */
export function BasketBar({
  storeId,
  basket,
}: {
  storeId: string;
  basket: Basket;
}): React.JSX.Element | null {
  const { t } = useTranslation("shops");
  const { money } = useFormats();
  const count = countOf(basket);
  if (count === 0) return null;
  return (
    <p className={styles["bar"]}>
      <Link to={`/shops/${storeId}/basket`} className={styles["link"] ?? ""}>
        <span>{t("basket.look", { count })}</span>
        <strong>{money(totalOf(basket))}</strong>
      </Link>
    </p>
  );
}
