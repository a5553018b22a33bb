import { useTranslation } from "react-i18next";

import { currentLanguage } from "../../i18n";
import { LOCALES } from "../../i18n/languages";
import { Button } from "../Button";
import { useAddress } from "../useAddress";
import styles from "./Table.module.css";

export interface PageOf<Row> {
  items: Row[];
  total: number;
  total_is_estimate: boolean;
  page: number;
  size: number;
}

/** Where in the list we are, and the way on. */
export function Pager({ page }: { page: PageOf<unknown> }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { set } = useAddress();
  const number = new Intl.NumberFormat(LOCALES[currentLanguage(i18n)]);
  const before = (page.page - 1) * page.size;
  const last = before + page.items.length;
  const go = (to: number) => () => {
    set({ page: to === 1 ? undefined : String(to) });
  };
  return (
    <nav className={styles["pager"]} aria-label={t("table.pages")}>
      <p role="status">
        {t(page.total_is_estimate ? "table.about" : "table.range", {
          from: number.format(page.items.length === 0 ? 0 : before + 1),
          to: number.format(last),
          total: number.format(Math.max(page.total, last)),
        })}
      </p>
      <Button kind="quiet" disabled={page.page === 1} onClick={go(page.page - 1)}>
        {t("table.previous")}
      </Button>
      <Button
        kind="quiet"
        disabled={page.items.length < page.size || last >= page.total}
        onClick={go(page.page + 1)}
      >
        {t("table.next")}
      </Button>
    </nav>
  );
}
