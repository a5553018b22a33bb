import i18next from "i18next";

import en from "../i18n/locales/en/signIn.json";
import ru from "../i18n/locales/ru/signIn.json";

i18next.addResourceBundle("en", "signIn", en);
i18next.addResourceBundle("ru", "signIn", ru);
