import { useTranslation } from "react-i18next";

import styles from "./OverallState.module.css";
import type { Overall } from "./readiness";

interface OverallStateProps {
  overall: Overall;
  isGatewayLost: boolean;
  hasAnswered: boolean;
  seconds: number;
}

const TONES = { checking: "idle", all_ok: "ok", degraded: "warn", trouble: "bad" } as const;

function useSentence({ overall, isGatewayLost, hasAnswered, seconds }: OverallStateProps): string {
  const { t } = useTranslation("start");
  if (isGatewayLost) {
    return t(hasAnswered ? "servers.gateway" : "servers.gateway_first", { seconds });
  }
  if (overall.kind === "trouble") return t("servers.trouble", { count: overall.count });
  return t(`servers.${overall.kind}`);
}

/** One sentence on all servers; read out when it changes, and only then. */
export function OverallState(props: OverallStateProps): React.JSX.Element {
  const sentence = useSentence(props);
  const tone = props.isGatewayLost ? "bad" : TONES[props.overall.kind];
  return (
    <p role="status" className={styles["overall"]} data-tone={tone}>
      <span className={styles["lamp"]} aria-hidden="true" />
      {sentence}
    </p>
  );
}
