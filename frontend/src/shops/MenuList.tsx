import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { Picture } from "../shared/Picture";
import { type Basket, countOf, type Item, withCount } from "./basket";
import { Counter } from "./Counter";
import styles from "./MenuList.module.css";

function Details({ item }: { item: Item }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const allergens = item.allergens.map((one) => t(`allergen.${one}`)).join(", ");
  return (
    <div className={styles["words"]}>
      <h2 {...(item.language !== null && { lang: item.language })}>{item.name}</h2>
      {item.description !== "" && <p className={styles["about"]}>{item.description}</p>}
      {allergens !== "" && (
        <p className={styles["small"]}>{t("menu.contains", { what: allergens })}</p>
      )}
      {item.age_limit !== null && (
        <p className={styles["small"]}>{t("menu.age", { years: item.age_limit })}</p>
      )}
    </div>
  );
}

export function MenuList({
  items,
  basket,
  onChange,
  more,
}: {
  items: Item[];
  basket: Basket;
  onChange: (change: (basket: Basket) => Basket) => void;
  more?: (() => void) | undefined;
}): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { money } = useFormats();
  return (
    <>
      <ul className={styles["list"]}>
        {items.map((item) => (
          <li key={item.id} className={styles["item"]} data-sold-out={item.available <= 0}>
            <Picture url={item.logo_url} name={item.name} />
            <Details item={item} />
            <div className={styles["buy"]}>
              <span className={styles["price"]}>{money(item.price_penny)}</span>
              {item.available > 0 ? (
                <Counter
                  name={item.name}
                  count={countOf(basket, item.id)}
                  most={item.available}
                  onChange={(count) => {
                    const { id, name, price_penny: price } = item;
                    onChange((now) => withCount(now, { id, name, price }, count));
                  }}
                />
              ) : (
                <span className={styles["small"]}>{t("menu.sold_out")}</span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {more !== undefined && <Button onClick={more}>{t("menu.more")}</Button>}
    </>
  );
}
