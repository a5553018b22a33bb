import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";

import { Notice } from "../shared/Notice";
import type { Me } from "./api";
import { useMe } from "./useMe";

/** Pages for engineers with a privilege. The servers refuse others anyway; here they are told so. */
export function Privileged({
  privilege,
}: {
  privilege: Me["privileges"][number];
}): React.JSX.Element {
  const { t } = useTranslation();
  const { data: me } = useMe();
  if (me?.privileges.includes(privilege) === true) return <Outlet />;
  return (
    <>
      <h1>{t("no_privilege.title")}</h1>
      <Notice kind="bad">{t("no_privilege.text", { privilege })}</Notice>
    </>
  );
}
