import i18next from "i18next";

import en from "../i18n/locales/en/staff.json";
import ru from "../i18n/locales/ru/staff.json";

i18next.addResourceBundle("en", "staff", en);
i18next.addResourceBundle("ru", "staff", ru);
