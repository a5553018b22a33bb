import type { components } from "../api/generated/base";
import type { Camera } from "./CamerasPage";
import type { Incident } from "./incidents";

export type Robot = components["schemas"]["RobotConnection"];
export type Run = components["schemas"]["RunOfDay"];

/** What is in a wagon; `number` is null for what no wagon is known of. */
export interface Wagon {
  number: number | null;
  robots: { robot: Robot; cameras: Camera[] }[];
  incidents: Incident[];
}

/**
 * The train wagon by wagon: those for which there are tickets, and those in which a robot or an
 * incident is. What has no wagon stands at the end.
 */
export function wagonsOf(
  known: readonly number[],
  robots: readonly Robot[],
  cameras: readonly Camera[],
  incidents: readonly Incident[],
): Wagon[] {
  const numbers = new Set<number | null>(known);
  for (const robot of robots) numbers.add(robot.trip?.wagon_number ?? null);
  for (const incident of incidents) numbers.add(incident.wagon_number);
  const ordered = [...numbers].sort((a, b) => (a ?? Infinity) - (b ?? Infinity));
  return ordered.map((number) => ({
    number,
    robots: robots
      .filter(({ trip }) => (trip?.wagon_number ?? null) === number)
      .map((robot) => ({
        robot,
        cameras: cameras.filter(({ robot_id: id }) => id === robot.id),
      })),
    incidents: incidents.filter((incident) => incident.wagon_number === number),
  }));
}
