import { useTranslation } from "react-i18next";

import { chooseLanguage, currentLanguage } from "../i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages";
import { Segments } from "../shared/Segments";

export function LanguageChoice(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  return (
    <Segments
      label={t("language")}
      value={currentLanguage(i18n)}
      options={LANGUAGES.map((language) => ({
        value: language,
        name: LANGUAGE_NAMES[language],
        face: <span lang={language}>{language === "ru" ? "Рус" : "Eng"}</span>,
      }))}
      onChoose={(language) => {
        void chooseLanguage(i18n, language);
      }}
    />
  );
}
