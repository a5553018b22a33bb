import "@testing-library/jest-dom/vitest";

import { cleanup, configure } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, beforeEach, vi } from "vitest";

import { startI18n } from "../i18n";

// The files of a process share their modules, and so the words of the areas that were opened.
if (!i18next.isInitialized) await startI18n("en");
// The first opening of an area compiles its code, which takes seconds on a busy machine.
configure({ asyncUtilTimeout: 15_000 });
// jsdom lays nothing out, so it cannot scroll.
Element.prototype.scrollIntoView = vi.fn();
window.scrollTo = vi.fn();
globalThis.ResizeObserver = class {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
};

beforeEach(async () => {
  localStorage.clear();
  await i18next.changeLanguage("en");
});

afterEach(cleanup);
