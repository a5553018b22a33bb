import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, ScrollRestoration, useLocation } from "react-router";

import { useWorker } from "../offline/useWorker";
import { useMe } from "../session/useMe";
import { useRenewal } from "../session/useRenewal";
import { Header } from "./Header";
import styles from "./Shell.module.css";

// For staff alone. A page goes on without it where it cannot be loaded.
const DelayBar = lazy(async () => {
  const { DelayBar: bar } = await import("../staff/DelayBar").catch(() => ({
    DelayBar: () => null,
  }));
  return { default: bar };
});

/** After a change of page the focus goes to the content, as it would with a loaded document. */
function useFocusOnNavigation(): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

export function Shell(): React.JSX.Element {
  const { t } = useTranslation();
  const main = useFocusOnNavigation();
  const { data: me } = useMe();
  useRenewal();
  useWorker();
  return (
    <>
      <a className={styles["skip"]} href="#content">
        {t("skip")}
      </a>
      <Header />
      <main id="content" ref={main} tabIndex={-1} className={styles["main"]}>
        <Outlet />
      </main>
      {me?.kind === "engineer" && (
        <Suspense fallback={null}>
          <DelayBar />
        </Suspense>
      )}
      <ScrollRestoration />
    </>
  );
}
