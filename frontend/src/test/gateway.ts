import { vi } from "vitest";

/**
 * A gateway in the place of the network: answers by path; an unknown path is a 404. What is lost
 * fails, and what is late has not come yet.
 */
export type Answers = Record<
  string,
  { status: number; body: unknown; headers?: Record<string, string> } | "lost" | "late"
>;

/** Returns what was asked: a mock that is called with each path and the request. */
export function serveAnswers(answers: Answers): ReturnType<typeof vi.fn> {
  const asked = vi.fn((...[path]: [path: string, request?: unknown]) => {
    const answer = answers[path] ?? { status: 404, body: {}, headers: {} };
    if (answer === "lost") return Promise.reject(new TypeError("Failed to fetch"));
    if (answer === "late") return new Promise<Response>(() => undefined);
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return Promise.resolve(
      new Response(text, { status: answer.status, headers: answer.headers ?? {} }),
    );
  });
  vi.stubGlobal("fetch", (to: string | Request, init?: RequestInit) =>
    typeof to === "string"
      ? asked(to, init)
      : asked(to.url.replace(window.location.origin, ""), to),
  );
  return asked;
}
