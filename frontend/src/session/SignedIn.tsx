import { Navigate, Outlet, useLocation } from "react-router";

import { Waiting } from "../shared/Waiting";
import { useMe } from "./useMe";

/** Pages for callers of one kind; others are asked to sign in and come back. */
export function SignedIn({ kind }: { kind: "passenger" | "engineer" }): React.JSX.Element {
  const { data: me, isPending } = useMe();
  const { pathname, search } = useLocation();
  if (isPending) return <Waiting />;
  if (me?.kind === kind) return <Outlet />;
  const query = new URLSearchParams({ next: pathname + search });
  return <Navigate to={`/sign-in?${query.toString()}`} replace />;
}
