import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { downloadJson } from "../shared/download";
import { Notice } from "../shared/Notice";

/** The codes of imported tickets leave the server once. */
export function IssuedCodes({
  codes,
}: {
  codes: components["schemas"]["IssuedCode"][];
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  return (
    <>
      <Notice kind="warn">{t("import.codes", { count: codes.length })}</Notice>
      <div>
        <Button
          onClick={() => {
            downloadJson(codes, "provodnik-codes.json");
          }}
        >
          {t("import.take_codes")}
        </Button>
      </div>
    </>
  );
}
