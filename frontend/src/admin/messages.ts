import "../staff/messages";

import i18next from "i18next";

import en from "../i18n/locales/en/admin.json";
import ru from "../i18n/locales/ru/admin.json";

i18next.addResourceBundle("en", "admin", en);
i18next.addResourceBundle("ru", "admin", ru);
