import { describe, expect, it } from "vitest";

import { lastDays, railwayDay, railwayHour, railwayMoment } from "./railwayTime";

describe("the railway's clock", () => {
  it("is three hours ahead of UTC, wherever the browser is", () => {
    expect(railwayMoment("2026-03-08T12:00")).toBe("2026-03-08T09:00:00.000Z");
    expect(railwayMoment("2026-07-08T00:30")).toBe("2026-07-07T21:30:00.000Z");
  });

  it("knows of the years in which it was otherwise", () => {
    // Moscow had UTC+4 all year from 2011 to 2014.
    expect(railwayMoment("2013-01-08T12:00")).toBe("2013-01-08T08:00:00.000Z");
  });

  it("begins its day at 21:00 UTC", () => {
    expect(railwayDay("2026-03-08T20:59:59.9Z")).toBe("2026-03-08");
    expect(railwayDay("2026-03-08T21:00:00Z")).toBe("2026-03-09");
    expect(railwayHour("2026-03-08T21:00:00Z")).toBe(0);
  });

  it("counts days over the end of a month", () => {
    expect(lastDays(3, "2026-03-01")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01"]);
  });
});
