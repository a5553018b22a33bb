import { useTranslation } from "react-i18next";

import { codeOf } from "../api/client";
import { Notice } from "../shared/Notice";
import { refusalOf } from "./refusals";

/** Why something was not done, and what to do about it; nothing while there is no error. */
export function Refused({ error }: { error: unknown }): React.JSX.Element | null {
  const { t } = useTranslation("staff");
  if (error === null || error === undefined) return null;
  return <Notice kind="bad">{t(refusalOf(codeOf(error)))}</Notice>;
}
