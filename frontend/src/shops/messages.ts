import i18next from "i18next";

import en from "../i18n/locales/en/shops.json";
import ru from "../i18n/locales/ru/shops.json";

i18next.addResourceBundle("en", "shops", en);
i18next.addResourceBundle("ru", "shops", ru);
