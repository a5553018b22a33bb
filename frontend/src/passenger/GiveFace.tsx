import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base, codeOf } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Notice } from "../shared/Notice";
import { Tick } from "../shared/Tick";
import { Camera } from "./Camera";
import styles from "./FacePage.module.css";
import { faceRefusal } from "./faceRefusals";

type Challenge = components["schemas"]["LivenessChallenge"];

interface Giving {
  /** What to do before the next picture. */
  step: "STRAIGHT" | Challenge["steps"][number];
  isPending: boolean;
  error: unknown;
  add: (picture: string) => void;
}

/** The face's own picture and, where asked for, one for each step of a challenge. */
function useGiving(consentVersion: string, isProven: boolean, onGiven: () => void): Giving {
  const [pictures, setPictures] = useState<string[]>([]);
  const [challenge, setChallenge] = useState<Challenge>();
  const again = (): void => {
    setPictures([]);
    setChallenge(undefined);
  };
  const giving = base.useMutation("put", "/users/me/face", { onSuccess: onGiven, onError: again });
  const asking = base.useMutation("post", "/users/me/liveness", {
    onSuccess: setChallenge,
    onError: again,
  });
  const add = (picture: string): void => {
    const [face, ...images] = [...pictures, picture];
    giving.reset();
    if (isProven && challenge === undefined) {
      setPictures([picture]);
      asking.mutate({});
    } else if (challenge !== undefined && images.length < challenge.steps.length) {
      setPictures([face, ...images]);
    } else {
      const liveness =
        challenge === undefined ? null : { challenge_id: challenge.challenge_id, images };
      giving.mutate({ body: { face, consent_version: consentVersion, liveness } });
    }
  };
  return {
    step: challenge?.steps[pictures.length - 1] ?? "STRAIGHT",
    isPending: giving.isPending || asking.isPending,
    error: giving.error ?? asking.error,
    add,
  };
}

/** First the consent, then the camera. */
export function GiveFace({
  consent: { version, text },
  onGiven,
}: {
  consent: { version: string; text: string };
  onGiven: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("passenger");
  const [isAgreed, setAgreed] = useState(false);
  const [isProven, setProven] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { step, isPending, error, add } = useGiving(version, isProven, onGiven);
  if (!isOpen) {
    return (
      <>
        <blockquote className={styles["consent"]}>{text}</blockquote>
        <Tick label={t("face.agree")} isOn={isAgreed} onChange={setAgreed} />
        <Tick
          label={t("face.prove")}
          hint={t("face.prove_hint")}
          isOn={isProven}
          onChange={setProven}
        />
        <Button
          disabled={!isAgreed}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t("face.open")}
        </Button>
      </>
    );
  }
  return (
    <>
      <Camera word={t(`face.step.${step}`)} isPending={isPending} onTake={add} />
      {error !== null && <Notice kind="bad">{t(faceRefusal(codeOf(error)))}</Notice>}
    </>
  );
}
