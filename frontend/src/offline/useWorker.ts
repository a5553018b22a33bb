import { useEffect } from "react";

import { useMe } from "../session/useMe";

// Without TLS a browser has none, and its types do not say so.
const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;

/** A passenger's tickets are wanted where there is no network; nobody else needs the worker. */
export function useWorker(): void {
  const { data: me } = useMe();
  const isPassenger = me?.kind === "passenger";
  useEffect(() => {
    if (!import.meta.env.PROD || !isPassenger) return;
    // A browser may forbid it, in a private window for example: then there is no offline copy.
    container?.register("/sw.js").catch(() => undefined);
  }, [isPassenger]);
}

/** Has the worker keep these addresses, even if they were loaded before it was there. */
export function useKept(addresses: string[]): void {
  const list = addresses.join("\n");
  useEffect(() => {
    if (list === "") return;
    void container?.ready.then(({ active }) => {
      active?.postMessage({ keep: list.split("\n") });
    });
  }, [list]);
}
