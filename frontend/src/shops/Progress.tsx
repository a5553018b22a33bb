import { useTranslation } from "react-i18next";

import { type OrderState, STEPS } from "./orders";
import styles from "./Progress.module.css";

/** How far an order is on its way to the seat. */
export function Progress({ state }: { state: OrderState }): React.JSX.Element {
  const { t } = useTranslation("shops");
  const reached = STEPS.findIndex((step) => step === state);
  return (
    <section className={styles["progress"]} aria-label={t("order.progress")}>
      <p role="status" className={styles["now"]} data-state={state}>
        {t(`state.${state}.long`)}
      </p>
      {reached >= 0 && (
        <ol className={styles["steps"]}>
          {STEPS.map((step, at) => (
            <li
              key={step}
              data-reached={at <= reached}
              {...(at === reached && { "aria-current": "step" as const })}
            >
              {t(`state.${step}.short`)}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
