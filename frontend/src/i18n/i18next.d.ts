import "i18next";

import type admin from "./locales/en/admin.json";
import type common from "./locales/en/common.json";
import type docs from "./locales/en/docs.json";
import type passenger from "./locales/en/passenger.json";
import type shops from "./locales/en/shops.json";
import type security from "./locales/en/security.json";
import type signIn from "./locales/en/signIn.json";
import type staff from "./locales/en/staff.json";
import type start from "./locales/en/start.json";

import type terminal from "./locales/en/terminal.json";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      admin: typeof admin;
      common: typeof common;
      start: typeof start;
      terminal: typeof terminal;
      docs: typeof docs;
      passenger: typeof passenger;
      shops: typeof shops;
      security: typeof security;
      signIn: typeof signIn;
      staff: typeof staff;
    };
  }
}
