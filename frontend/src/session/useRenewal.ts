import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { renew } from "./api";
import { csrfToken } from "./csrf";
import { ME } from "./useMe";

const EVERY_MS = 60 * 60 * 1000;

/** Keeps who is signed in signed in while a page is open; says so when the session has ended. */
export function useRenewal(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => {
      if (csrfToken() === null) return;
      renew().catch(() => queries.invalidateQueries({ queryKey: ME }));
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [queries]);
}
