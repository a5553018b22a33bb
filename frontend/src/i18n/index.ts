import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";

import { remember } from "../shared/storage";
import { asLanguage, type Language, LANGUAGES, preferredLanguage } from "./languages";
import commonEn from "./locales/en/common.json";
import startEn from "./locales/en/start.json";
import commonRu from "./locales/ru/common.json";
import startRu from "./locales/ru/start.json";

function follow(language: string): void {
  document.documentElement.lang = language;
}

/** Starts i18next. An area brings its own namespace with its code, see docs/messages.ts. */
export async function startI18n(language: Language = preferredLanguage()): Promise<i18n> {
  i18next.on("languageChanged", follow);
  await i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: LANGUAGES,
    fallbackLng: "en",
    defaultNS: "common",
    resources: {
      en: { common: commonEn, start: startEn },
      ru: { common: commonRu, start: startRu },
    },
    interpolation: { escapeValue: false }, // React escapes.
    showSupportNotice: false,
  });
  return i18next;
}

export function currentLanguage(instance: i18n): Language {
  return asLanguage(instance.resolvedLanguage) ?? "en";
}

export async function chooseLanguage(instance: i18n, language: Language): Promise<void> {
  remember("language", language);
  await instance.changeLanguage(language);
}
