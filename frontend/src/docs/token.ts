import { createContext } from "react";

/** The access token for trying routes. It lives in memory only, never in the browser's storage. */
export const TokenContext = createContext<[string, (token: string) => void]>([
  "",
  () => {
    throw new Error("TokenContext has no provider");
  },
]);
