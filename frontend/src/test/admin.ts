import type { Answers } from "./gateway";

/** One page with all there is. */
export function page(items: unknown[]): { status: number; body: unknown } {
  return {
    status: 200,
    body: { items, total: items.length, total_is_estimate: false, page: 1, size: 50 },
  };
}

/** Somebody who is signed in with these privileges. */
export function me(...privileges: string[]): Answers {
  const body = { kind: "engineer", id: "1", name: "admin", privileges, store_id: null };
  return { "/base_api/auth/me": { status: 200, body } };
}

/** The body of the request that went to this path. */
export async function sentTo(
  asked: { mock: { calls: unknown[][] } },
  path: string,
  method = "POST",
): Promise<unknown> {
  const sent = asked.mock.calls
    .filter(([to]) => to === path)
    .map(([, request]) => request as Request)
    .find((request) => request.method === method);
  if (sent === undefined) throw new Error(`Nothing was sent to ${path} by ${method}`);
  return sent.json();
}
