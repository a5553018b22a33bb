import { describe, expect, it } from "vitest";

import { piecesOf, type RobotSale } from "./robotSales";

const sale: RobotSale = {
  id: "018f0000-0000-7000-8000-000000000001",
  robot_id: "018f0000-0000-7000-8000-000000000002",
  request_id: "018f0000-0000-7000-8000-000000000003",
  sequence: 1,
  made_at: "2026-03-08T10:00:00Z",
  uploaded_at: "2026-03-08T11:00:00Z",
  store_id: "018f0000-0000-7000-8000-000000000004",
  sale: {},
  result: "REFUSED",
  reason: "NOT_ALLOTTED",
  purchase_id: null,
  settled_at: null,
  note: null,
};

describe("the pieces of a robot's sale", () => {
  it("are added up", () => {
    expect(piecesOf({ ...sale, sale: { items: [{ count: 2 }, { count: 3 }] } })).toBe(5);
  });

  it("are none where the robot sent something else", () => {
    expect(piecesOf(sale)).toBe(0);
    expect(piecesOf({ ...sale, sale: { items: [null, { count: "x" }] } })).toBe(0);
  });
});
