import styles from "./Facts.module.css";

/** Names and values; what is empty is left out. */
export function Facts({
  facts,
}: {
  facts: readonly (readonly [name: string, value: React.ReactNode])[];
}): React.JSX.Element {
  return (
    <dl className={styles["facts"]}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
