import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/base";
import type { Formats } from "../shared/format";
import { Badge, type Tone } from "../staff/Badge";

export type Robot = components["schemas"]["RobotRead"];

export const CONNECTIONS = ["ONLINE", "DEGRADED", "OFFLINE"] as const;
const TONES: Record<Robot["connection"], Tone> = { ONLINE: "ok", DEGRADED: "warn", OFFLINE: "bad" };

/** Train, day and wagon of a trip in one line. */
export function tripOf(trip: Robot["trip"], { day }: Formats): string {
  if (trip === null) return "–";
  return [trip.train_number, day(trip.train_date), trip.wagon_number]
    .filter((part) => part !== null)
    .join(" · ");
}

export function Connection({ robot }: { robot: Robot }): React.JSX.Element {
  const { t } = useTranslation("admin");
  return <Badge tone={TONES[robot.connection]}>{t(`robots.${robot.connection}`)}</Badge>;
}
