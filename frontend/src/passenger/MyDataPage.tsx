import "./messages";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { ME } from "../session/useMe";
import { usePageTitle } from "../shared/usePageTitle";
import { Erase } from "./Erase";
import { FacePart } from "./FacePart";
import styles from "./MyDataPage.module.css";
import type { NewReceipt } from "./ReceiptPage";
import { TakeAlong } from "./TakeAlong";

/** What is held about a passenger: to take along, and to have erased. */
export function MyDataPage(): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const navigate = useNavigate();
  const queries = useQueryClient();
  usePageTitle(t("data.title"));
  // The receipt has a page of its own: whoever is erased is signed in no more.
  const leave = async (receipt: NewReceipt): Promise<void> => {
    await navigate("/my-data/erased", { replace: true, state: receipt });
    queries.clear();
    await queries.resetQueries({ queryKey: ME });
  };
  return (
    <div className={styles["page"]}>
      <h1>{t("data.title")}</h1>
      <FacePart />
      <TakeAlong />
      <Erase onErased={(receipt) => void leave(receipt)} />
    </div>
  );
}
