import { describe, expect, it } from "vitest";

import { incident } from "../test/incidents";
import type { Camera } from "./CamerasPage";
import { type Robot, wagonsOf } from "./train";

function robot(id: string, wagon: number | null): Robot {
  return {
    id,
    robot_model_name: "Kiosk",
    connection: "ONLINE",
    state: "READY",
    trip: { train_number: "002A", train_date: "2026-03-08", wagon_number: wagon },
    reported_at: null,
  };
}

const camera: Camera = {
  id: "c",
  robot_id: "a",
  robot_name: "Kiosk",
  camera_id: "front",
  name: "Front",
  place: "Vestibule",
  is_on: true,
  thresholds: {},
  created_at: "2026-03-08T10:00:00Z",
};

describe("the train", () => {
  it("has its wagons in their order, with what is in each", () => {
    const wagons = wagonsOf(
      [9, 7],
      [robot("a", 7), robot("b", 8)],
      [camera],
      [incident("1", { wagon_number: 7 })],
    );
    expect(wagons.map(({ number }) => number)).toEqual([7, 8, 9]);
    expect(wagons[0]?.robots[0]).toMatchObject({ robot: { id: "a" }, cameras: [{ id: "c" }] });
    expect(wagons[0]?.incidents).toHaveLength(1);
    expect(wagons[1]?.robots[0]?.cameras).toEqual([]);
  });

  it("keeps what has no wagon at its end", () => {
    const wagons = wagonsOf([7], [robot("a", null)], [], [incident("1", { wagon_number: null })]);
    expect(wagons.at(-1)).toMatchObject({ number: null, robots: [{}], incidents: [{}] });
  });
});
