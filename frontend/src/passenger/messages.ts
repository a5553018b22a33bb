import i18next from "i18next";

import en from "../i18n/locales/en/passenger.json";
import ru from "../i18n/locales/ru/passenger.json";

i18next.addResourceBundle("en", "passenger", en);
i18next.addResourceBundle("ru", "passenger", ru);
