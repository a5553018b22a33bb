import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";

import styles from "./ChartPanel.module.css";
import type { ChartData } from "./data";

// The library is larger than all else on the page: it comes when a chart is first seen.
const Bars = lazy(async () => ({ default: (await import("./Bars")).Bars }));

interface ChartPanelProps {
  title: string;
  data: ChartData;
  /** What stands there when there is nothing to compare. */
  empty: string;
}

/** The same figures in words, for who reads by ear and for who wants them exactly. */
function Figures({ title, data }: { title: string; data: ChartData }): React.JSX.Element {
  return (
    <table className={styles["table"]}>
      <caption className={styles["hidden"]}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{data.category}</th>
          {data.series.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {data.rows.map(({ name, values }, place) => (
          <tr key={`${name} ${place}`}>
            <th scope="row">{name}</th>
            {data.series.map((series, column) => (
              <td key={series.name}>{data.format(values[column] ?? 0)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A chart with its heading, and the table behind it. */
export function ChartPanel({ title, data, empty }: ChartPanelProps): React.JSX.Element {
  const { t } = useTranslation();
  const id = useId();
  const isEmpty = data.rows.every(({ values }) => values.every((value) => value === 0));
  return (
    <section className={styles["panel"]} aria-labelledby={id}>
      <h2 id={id} className={styles["title"]}>
        {title}
      </h2>
      {isEmpty ? (
        <p className={styles["empty"]}>{empty}</p>
      ) : (
        <>
          <div
            className={styles["chart"]}
            data-rows={data.isRanking ? data.rows.length : undefined}
          >
            <Suspense fallback={<p role="status">{t("loading")}</p>}>
              <Bars title={title} data={data} />
            </Suspense>
          </div>
          <details className={styles["details"]}>
            <summary>{t("chart.as_table")}</summary>
            <Figures title={title} data={data} />
          </details>
        </>
      )}
    </section>
  );
}
