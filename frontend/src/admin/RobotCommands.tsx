import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { useRefresh } from "../shared/useRefresh";
import { Badge } from "../staff/Badge";
import { Refused } from "../staff/Refused";
import { useDoing } from "../staff/useDoing";
import { type Command, COMMAND_TONES, isOpen } from "./commands";
import styles from "./Forms.module.css";
import { GiveCommand } from "./GiveCommand";

const LIST = "/admin/robot/{robot_id}/commands";
const SHOWN = 20;

function CommandLine({ command }: { command: Command }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const cancelling = base.useMutation(
    "post",
    "/admin/robot/{robot_id}/command/{command_id}/cancel",
    { onSettled: () => refresh(LIST) },
  );
  const { text, percent } = command.payload as { text?: string; percent?: number };
  return (
    <li>
      <Badge tone={COMMAND_TONES[command.state]}>{t(`commands.state_${command.state}`)}</Badge>
      <strong>{t(`commands.${command.kind}`)}</strong>
      {text !== undefined && <span>{text}</span>}
      {percent !== undefined && <span>{percent} %</span>}
      {command.result_text !== null && <span>{command.result_text}</span>}
      <span className={styles["soft"]}>
        {command.issued_by}, {moment(command.created_at)}
        {isOpen(command) && ` · ${t("commands.until", { time: moment(command.expires_at) })}`}
        {command.finished_at !== null && ` → ${moment(command.finished_at)}`}
      </span>
      {isOpen(command) && (
        <Button
          kind="quiet"
          disabled={cancelling.isPending}
          onClick={() => {
            cancelling.mutate({
              params: { path: { robot_id: command.robot_id, command_id: command.id } },
            });
          }}
        >
          {t("commands.cancel")}
        </Button>
      )}
      <Refused error={cancelling.error} />
    </li>
  );
}

/** What the robot was told to do lately, and what became of it. */
export function RobotCommands({ robotId }: { robotId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [isGiving, give, end] = useDoing<true>();
  const { data, error } = base.useQuery(
    "get",
    LIST,
    { params: { path: { robot_id: robotId }, query: { size: SHOWN } } },
    { refetchInterval: 5000 },
  );
  return (
    <section className={styles["part"]}>
      <h3>{t("commands.title")}</h3>
      <Refused error={error} />
      {data?.items.length === 0 && <p className={styles["soft"]}>{t("commands.none")}</p>}
      <ul className={styles["lines"]}>
        {data?.items.map((command) => (
          <CommandLine key={command.id} command={command} />
        ))}
      </ul>
      <div>
        <Button kind="quiet" onClick={give(true)}>
          {t("commands.give")}
        </Button>
      </div>
      {isGiving && <GiveCommand robotId={robotId} onClose={end} />}
    </section>
  );
}
