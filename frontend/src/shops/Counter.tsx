import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import styles from "./Counter.module.css";

/** How many of an item: a button to add the first, then fewer and more. */
export function Counter({
  name,
  count,
  most = Infinity,
  onChange,
}: {
  name: string;
  count: number;
  most?: number;
  onChange: (count: number) => void;
}): React.JSX.Element {
  const { t } = useTranslation("shops");
  const set = (next: number) => () => {
    onChange(next);
  };
  if (count === 0) {
    return (
      <Button onClick={set(1)} aria-label={t("counter.add", { name })}>
        {t("counter.take")}
      </Button>
    );
  }
  return (
    <span role="group" aria-label={name} className={styles["counter"]}>
      <Button kind="icon" onClick={set(count - 1)} aria-label={t("counter.fewer", { name })}>
        −
      </Button>
      <output className={styles["count"]}>{count}</output>
      <Button
        kind="icon"
        onClick={set(count + 1)}
        disabled={count >= most}
        aria-label={t("counter.add", { name })}
      >
        +
      </Button>
    </span>
  );
}
