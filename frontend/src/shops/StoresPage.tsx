import "./messages";

import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useFormats } from "../shared/format";
import { Picture } from "../shared/Picture";
import { ServerFailed } from "../shared/ServerFailed";
import { usePageTitle } from "../shared/usePageTitle";
import { Waiting } from "../shared/Waiting";
import styles from "./StoresPage.module.css";
import { type Store, useStores } from "./useStores";

/** The stores of one train run after another, in the order in which the server tells them. */
function byRun(stores: Store[]): Store[][] {
  const runs = new Map<string, Store[]>();
  for (const one of stores) {
    const run = `${one.train_number} ${one.train_date}`;
    runs.set(run, [...(runs.get(run) ?? []), one]);
  }
  return [...runs.values()];
}

function StoreCard({ one }: { one: Store }): React.JSX.Element {
  const { t } = useTranslation("shops");
  return (
    <li>
      <Link to={`/shops/${one.id}`} className={styles["card"] ?? ""}>
        <Picture url={one.logo_url} name={one.name} />
        <span className={styles["words"]}>
          <span className={styles["name"]}>{one.name}</span>
          <span className={styles["kind"]}>{t(`kind.${one.store_type}`)}</span>
          <span className={styles["about"]}>{one.description}</span>
        </span>
      </Link>
    </li>
  );
}

/** Where a passenger can buy: the stores on the runs of their own tickets. */
export function StoresPage(): React.JSX.Element {
  const { t } = useTranslation("shops");
  const { day } = useFormats();
  const { data, isPending, refetch } = useStores();
  usePageTitle(t("stores.title"));
  if (isPending) return <Waiting />;
  return (
    <div className={styles["page"]}>
      <h1>{t("stores.title")}</h1>
      {data === undefined && <ServerFailed again={() => void refetch()} />}
      {data?.length === 0 && <p>{t("stores.none")}</p>}
      {byRun(data ?? []).map((stores) => (
        <section key={stores[0]?.id} className={styles["run"]}>
          <h2>
            {t("stores.run", {
              number: stores[0]?.train_number,
              date: day(stores[0]?.train_date ?? ""),
            })}
          </h2>
          <ul className={styles["list"]}>
            {stores.map((one) => (
              <StoreCard key={one.id} one={one} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
