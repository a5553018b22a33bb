import "./messages";

import { useTranslation } from "react-i18next";

import { Area } from "../staff/Area";

export function SecurityArea(): React.JSX.Element {
  const { t } = useTranslation("security");
  return (
    <Area
      label={t("nav.label")}
      pages={[
        { to: "/security/incidents", name: t("nav.incidents") },
        { to: "/security/train", name: t("nav.train") },
        { to: "/security/robots", name: t("nav.robots") },
        { to: "/security/cameras", name: t("nav.cameras") },
        { to: "/security/watch-list", name: t("nav.watch_list") },
      ]}
    />
  );
}
