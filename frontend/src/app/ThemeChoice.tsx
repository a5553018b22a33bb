import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Segments } from "../shared/Segments";
import { applyTheme, currentTheme, type Theme, THEMES } from "../theme/theme";
import { ThemeIcon } from "./ThemeIcon";

export function ThemeChoice(): React.JSX.Element {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <Segments
      label={t("theme.label")}
      value={theme}
      options={THEMES.map((value) => ({
        value,
        name: t(`theme.${value}`),
        face: <ThemeIcon theme={value} />,
      }))}
      onChoose={(value) => {
        applyTheme(value);
        setTheme(value);
      }}
    />
  );
}
