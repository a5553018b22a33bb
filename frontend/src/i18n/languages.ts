import { recall } from "../shared/storage";

export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of each language in itself: the one who needs it cannot read the other. */
export const LANGUAGE_NAMES: Record<Language, string> = { ru: "Русский", en: "English" };

/** How dates and times are written: the railway counts 24 hours in every language. */
export const LOCALES: Record<Language, string> = { ru: "ru-RU", en: "en-GB" };

export function asLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split("-")[0];
  return LANGUAGES.find((language) => language === primary);
}

/** The remembered language, else the first of the browser's that we speak, else English. */
export function preferredLanguage(browser: readonly string[] = navigator.languages): Language {
  const remembered = asLanguage(recall("language"));
  if (remembered !== undefined) return remembered;
  return browser.map(asLanguage).find((language) => language !== undefined) ?? "en";
}
