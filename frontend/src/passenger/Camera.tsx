import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Notice } from "../shared/Notice";
import styles from "./FacePage.module.css";
import { useCamera } from "./useCamera";

/** A mirror with an oval for the face, and what to do better; the picture itself is not mirrored. */
export function Camera({
  word,
  isPending,
  onTake,
}: {
  /** What is to be done before the picture is taken. */
  word: string;
  isPending: boolean;
  onTake: (picture: string) => void;
}): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const { video, state, hint, take } = useCamera();
  if (state === "REFUSED" || state === "NONE") {
    return <Notice kind="warn">{t(`face.camera.${state}`)}</Notice>;
  }
  return (
    <div className={styles["camera"]}>
      <p className={styles["word"]}>{word}</p>
      <div className={styles["mirror"]} data-hint={hint}>
        <video ref={video} muted playsInline aria-label={t("face.camera.label")} />
        <span aria-hidden="true" className={styles["oval"]} />
      </div>
      <p role="status" className={styles["hint"]}>
        {hint === undefined ? t("face.camera.WAITING") : t(`face.hint.${hint}`)}
      </p>
      <Button
        disabled={state !== "ON" || isPending}
        onClick={() => {
          onTake(take());
        }}
      >
        {t(isPending ? "face.camera.sending" : "face.camera.take")}
      </Button>
    </div>
  );
}
