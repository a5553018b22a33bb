import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "./Button";
import { ring } from "./sound";

/** Whether news may be heard. Browsers allow a sound only after a touch, so it is off at first. */
export function useSound(): { isLoud: boolean; tell: () => void; toggle: () => void } {
  const [isLoud, setLoud] = useState(false);
  return {
    isLoud,
    tell: () => {
      if (isLoud) ring();
    },
    toggle: () => {
      setLoud(!isLoud);
      if (!isLoud) ring();
    },
  };
}

export function SoundSwitch({
  sound: { isLoud, toggle },
}: {
  sound: ReturnType<typeof useSound>;
}): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <Button kind="quiet" aria-pressed={isLoud} onClick={toggle}>
      {t(isLoud ? "sound.on" : "sound.off")}
    </Button>
  );
}
