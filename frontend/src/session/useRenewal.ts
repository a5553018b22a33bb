import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

import { base } from "../api/client";
import { csrfToken } from "../api/csrf";
import { ME } from "./useMe";

const EVERY_MS = 60 * 60 * 1000;

/** Keeps who is signed in signed in while a page is open; says so when the session has ended. */
export function useRenewal(): void {
  const queries = useQueryClient();
  const { mutate: renew } = base.useMutation("post", "/auth/refresh", {
    onError: () => queries.invalidateQueries({ queryKey: ME }),
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (csrfToken() !== null) renew({});
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [renew]);
}
