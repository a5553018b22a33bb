import i18next from "i18next";

import en from "../i18n/locales/en/docs.json";
import ru from "../i18n/locales/ru/docs.json";

/** This area's words come with its code, so that the start page does not carry them. */
i18next.addResourceBundle("en", "docs", en);
i18next.addResourceBundle("ru", "docs", ru);
