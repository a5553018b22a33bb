import "./messages";

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";

import { SearchField } from "../shared/SearchField";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { Waiting } from "../shared/Waiting";
import { type Basket, useBasket } from "./basket";
import { BasketBar } from "./BasketBar";
import { Categories } from "./Categories";
import { MenuList } from "./MenuList";
import styles from "./MenuPage.module.css";
import { type MenuQuery, useMenu } from "./useMenu";
import { useStores } from "./useStores";

/** What a store sells, and the basket that is filled from it. */
export function MenuPage(): React.JSX.Element {
  const { storeId = "" } = useParams();
  return <Menu key={storeId} storeId={storeId} />;
}

function Items({
  menu,
  basket,
  onChange,
}: {
  menu: MenuQuery;
  basket: Basket;
  onChange: (change: (basket: Basket) => Basket) => void;
}): React.JSX.Element {
  const { t } = useTranslation("shops");
  if (menu.isPending) return <Waiting />;
  if (menu.data === undefined) return <ServerFailed again={() => void menu.refetch()} />;
  if (menu.data.length === 0) return <p>{t("menu.none")}</p>;
  return (
    <MenuList
      items={menu.data}
      basket={basket}
      onChange={onChange}
      more={menu.hasNextPage ? () => void menu.fetchNextPage() : undefined}
    />
  );
}

function Menu({ storeId }: { storeId: string }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const [category, setCategory] = useState<string>();
  const [text, setText] = useState("");
  const [basket, change] = useBasket(storeId);
  const { data: stores } = useStores();
  const shop = stores?.find(({ id }) => id === storeId);
  const menu = useMenu(storeId, { category, text });
  const title = shop?.name ?? t("menu.title");
  usePageTitle(title);
  return (
    <div className={styles["page"]}>
      <p>
        <Link to="/shops">{t("menu.back")}</Link>
      </p>
      <h1>{title}</h1>
      <p className={styles["about"]}>{shop?.description}</p>
      <div className={styles["tools"]}>
        <SearchField label={t("menu.search")} value={text} onChange={setText} />
        <Categories storeId={storeId} chosen={category} onChoose={setCategory} />
      </div>
      <Items menu={menu} basket={basket} onChange={change} />
      <BasketBar storeId={storeId} basket={basket} />
    </div>
  );
}
