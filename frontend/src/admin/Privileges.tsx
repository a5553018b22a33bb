import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import { Badge } from "../staff/Badge";
import styles from "./Forms.module.css";

type Privilege = components["schemas"]["PrivilegeName"];

/** What somebody may do, a word each. */
export function Privileges({
  privileges,
}: {
  privileges: readonly Privilege[];
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <span className={styles["buttons"]}>
      {privileges.map((privilege) => (
        <Badge key={privilege} tone="accent">
          {t(`privilege.${privilege}.name`)}
        </Badge>
      ))}
    </span>
  );
}
