import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Names the browser's tab; the start page has the product's name alone. */
export function usePageTitle(title?: string): void {
  const { t } = useTranslation();
  const product = t("name");
  useEffect(() => {
    document.title = title === undefined ? product : `${title} · ${product}`;
  }, [title, product]);
}
