import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Badge } from "../staff/Badge";
import { type Incident, TONES } from "./incidents";
import { CONNECTION_TONES } from "./RobotsPage";
import type { Robot, Run, Wagon } from "./train";
import styles from "./TrainPage.module.css";

function IncidentLink({ incident }: { incident: Incident }): React.JSX.Element {
  const { t } = useTranslation("security");
  return (
    <li>
      <Link to={`/security/incidents/${incident.id}`} className={styles["thing"]}>
        <Badge tone={TONES[incident.state]}>{t(`kind.${incident.kind}`)}</Badge>
        {incident.camera.place ?? incident.camera.name ?? incident.camera.camera_id}
      </Link>
    </li>
  );
}

function RobotLink({ robot, run }: { robot: Robot; run: Run }): React.JSX.Element {
  const { t } = useTranslation("security");
  const query = new URLSearchParams({ train: run.train_number, date: run.train_date });
  return (
    <Link to={`/security/robots?${query.toString()}`} className={styles["thing"]}>
      {robot.robot_model_name} {robot.id.slice(-6)}
      <Badge tone={CONNECTION_TONES[robot.connection]}>{t(`robot.${robot.connection}`)}</Badge>
    </Link>
  );
}

/** One wagon as a part of the train: what happens in it, its robots, their cameras. */
export function Carriage({ wagon, run }: { wagon: Wagon; run: Run }): React.JSX.Element {
  const { t } = useTranslation("security");
  const name =
    wagon.number === null ? t("train.no_wagon") : t("place.wagon", { number: wagon.number });
  const isAlarmed = wagon.incidents.some(({ state }) => state === "NEW");
  return (
    <li className={styles["wagon"]} data-alarm={isAlarmed}>
      <h2 className={styles["number"]}>{name}</h2>
      <ul className={styles["things"]}>
        {wagon.incidents.map((incident) => (
          <IncidentLink key={incident.id} incident={incident} />
        ))}
        {wagon.robots.map(({ robot, cameras }) => (
          <li key={robot.id}>
            <RobotLink robot={robot} run={run} />
            <ul className={styles["cameras"]}>
              {cameras.map((camera) => (
                <li key={camera.id}>
                  <Link
                    to={`/security/cameras?show=${camera.id}&robot=${robot.id}`}
                    className={styles["camera"]}
                  >
                    {t("train.camera", { name: camera.name })}
                    {!camera.is_on && ` (${t("camera.off")})`}
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {wagon.robots.length === 0 && wagon.incidents.length === 0 && (
        <p className={styles["quiet"]}>{t("train.quiet")}</p>
      )}
    </li>
  );
}
