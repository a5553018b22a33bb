import "../staff/messages";

import i18next from "i18next";

import en from "../i18n/locales/en/security.json";
import ru from "../i18n/locales/ru/security.json";

i18next.addResourceBundle("en", "security", en);
i18next.addResourceBundle("ru", "security", ru);
