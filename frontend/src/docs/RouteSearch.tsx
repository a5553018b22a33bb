import { Button, Input, Label, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";

import styles from "./RouteSearch.module.css";

interface RouteSearchProps {
  query: string;
  onChange: (query: string) => void;
}

export function RouteSearch({ query, onChange }: RouteSearchProps): React.JSX.Element {
  const { t } = useTranslation("docs");
  return (
    <SearchField value={query} onChange={onChange} className={styles["search"] ?? ""}>
      <Label>{t("search.label")}</Label>
      <div className={styles["box"]}>
        <Input className={styles["input"] ?? ""} placeholder="POST /auth" />
        <Button className={styles["clear"] ?? ""} aria-label={t("search.clear")}>
          ×
        </Button>
      </div>
    </SearchField>
  );
}
