import { describe, expect, it } from "vitest";

import { changesOf } from "./changes";

describe("the changes of an entry of the record", () => {
  it("stand beside each other, column by column", () => {
    expect(changesOf({ before: { login: "a", privileges: 4 }, after: { privileges: 12 } })).toEqual(
      [
        { column: "login", before: "a", after: "–", isConcealed: false },
        { column: "privileges", before: "4", after: "12", isConcealed: false },
      ],
    );
  });

  it("name the columns whose values are never written down", () => {
    const [change] = changesOf({ before: null, after: null, concealed: ["password_hash"] });
    expect(change).toMatchObject({ column: "password_hash", isConcealed: true });
  });

  it("are none where something was only done", () => {
    expect(changesOf(null)).toEqual([]);
  });
});
