import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import styles from "./MyDataPage.module.css";

export function FacePart(): React.JSX.Element {
  const { t } = useTranslation("passenger");
  return (
    <section className={styles["part"]}>
      <h2>{t("face.title")}</h2>
      <p>{t("face.text")}</p>
      <Link to="/my-face">{t("face.go")}</Link>
    </section>
  );
}
