import { vi } from "vitest";

/** A gateway in the place of the network: answers by path; an unknown path is a 404. */
export type Answers = Record<string, { status: number; body: unknown } | "lost">;

export function serveAnswers(answers: Answers): ReturnType<typeof vi.fn> {
  const fetchStub = vi.fn((path: string) => {
    const answer = answers[path] ?? { status: 404, body: {} };
    if (answer === "lost") return Promise.reject(new TypeError("Failed to fetch"));
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return Promise.resolve(new Response(text, { status: answer.status }));
  });
  vi.stubGlobal("fetch", fetchStub);
  return fetchStub;
}
