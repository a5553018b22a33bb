import styles from "./Carriage.module.css";

const WINDOWS = [62, 122, 182, 302, 362];

/** A carriage at a platform in the evening; the kiosk robot stands in the lit window. */
export function Carriage(): React.JSX.Element {
  return (
    <svg viewBox="0 0 480 190" className={styles["carriage"]} aria-hidden="true" focusable="false">
      <path className={styles["rail"]} d="M0 177H480" />
      <path
        className={styles["body"]}
        d="M-8 152V44a14 14 0 0 1 14-14H432a34 34 0 0 1 33 26l14 62a28 28 0 0 1-27 34Z"
      />
      <path className={styles["roof"]} d="M24 30V22H408v8" />
      <path className={styles["stripe"]} d="M-8 116H478" />
      {WINDOWS.map((x) => (
        <rect key={x} className={styles["window"]} x={x} y="52" width="44" height="42" rx="7" />
      ))}
      <rect className={styles["lit"]} x="242" y="52" width="44" height="42" rx="7" />
      <path className={styles["window"]} d="M424 52h6a14 14 0 0 1 13 11l7 31h-26Z" />
      <rect className={styles["door"]} x="12" y="52" width="34" height="100" rx="6" />
      <g className={styles["robot"]}>
        <rect x="254" y="64" width="20" height="15" rx="5" />
        <path d="M264 64v-5M252 94a12 11 0 0 1 24 0" />
        <path d="M260 71v2M268 71v2" />
      </g>
      {[82, 122, 352, 392].map((x) => (
        <circle key={x} className={styles["wheel"]} cx={x} cy="163" r="13" />
      ))}
    </svg>
  );
}
