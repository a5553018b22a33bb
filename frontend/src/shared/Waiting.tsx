import { useTranslation } from "react-i18next";

export function Waiting(): React.JSX.Element {
  const { t } = useTranslation();
  return <p role="status">{t("loading")}</p>;
}
