import { afterEach, beforeEach } from "vitest";

/** Somebody is signed in during each test of the file: the cookie that scripts may read. */
export function withSession(): void {
  beforeEach(() => {
    document.cookie = "csrf_token=0123abcd";
  });
  afterEach(() => {
    document.cookie = "csrf_token=; max-age=0";
  });
}
