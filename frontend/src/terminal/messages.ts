import "../staff/messages";

import i18next from "i18next";

import en from "../i18n/locales/en/terminal.json";
import ru from "../i18n/locales/ru/terminal.json";

i18next.addResourceBundle("en", "terminal", en);
i18next.addResourceBundle("ru", "terminal", ru);
