import { useTranslation } from "react-i18next";

import { currentLanguage } from "../i18n";
import { LOCALES } from "../i18n/languages";
import { RAILWAY_TIME_ZONE } from "./railwayTime";

export interface Formats {
  /** An amount in pennies (kopecks). */
  money: (penny: number) => string;
  /** A moment, to the minute. */
  moment: (iso: string) => string;
  /** The time of day of a moment. */
  time: (iso: string) => string;
  /** A date without a time, such as that of a train run. */
  day: (iso: string) => string;
  /** The same where there is little room. */
  shortDay: (iso: string) => string;
  /** A share between 0 and 1. */
  percent: (share: number) => string;
  /** How many there are of something. */
  count: (number: number) => string;
}

export function formatsOf(locale: string): Formats {
  const money = new Intl.NumberFormat(locale, { style: "currency", currency: "RUB" });
  const at = { timeZone: RAILWAY_TIME_ZONE } as const;
  const moment = new Intl.DateTimeFormat(locale, {
    ...at,
    dateStyle: "medium",
    timeStyle: "short",
  });
  const time = new Intl.DateTimeFormat(locale, { ...at, timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { timeZone: "UTC", dateStyle: "long" });
  const shortDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
  });
  const count = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  return {
    count: (number) => count.format(number),
    shortDay: (iso) => shortDay.format(new Date(iso)),
    percent: (share) => percent.format(share),
    money: (penny) => money.format(penny / 100),
    moment: (iso) => moment.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
  };
}

/** How figures are written in the language of the page. */
export function useFormats(): Formats {
  const { i18n } = useTranslation();
  return formatsOf(LOCALES[currentLanguage(i18n)]);
}
