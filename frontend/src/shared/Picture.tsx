import { useState } from "react";

import styles from "./Picture.module.css";

/** A square logo; the first letter of the name where there is none, or it cannot be loaded. */
export function Picture({
  url,
  name,
}: {
  url: string | null | undefined;
  name: string;
}): React.JSX.Element {
  const [lost, setLost] = useState<string>();
  if (typeof url !== "string" || url === lost) {
    return (
      <span aria-hidden="true" className={styles["picture"]}>
        {name.slice(0, 1)}
      </span>
    );
  }
  return (
    <img
      className={styles["picture"]}
      src={url}
      alt=""
      loading="lazy"
      onError={() => {
        setLost(url);
      }}
    />
  );
}
