import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { type Language, LANGUAGES } from "./languages";

const FOLDER = join(import.meta.dirname, "locales");
const PLURAL = /_(zero|one|two|few|many|other)$/;

interface Tree {
  [key: string]: string | Tree;
}

function namespacesOf(language: Language): string[] {
  return readdirSync(join(FOLDER, language)).sort();
}

function read(language: Language, file: string): Map<string, string> {
  const messages = new Map<string, string>();
  const walk = (tree: Tree, prefix: string): void => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === "string") messages.set(prefix + key, value);
      else walk(value, `${prefix}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(FOLDER, language, file), "utf8")) as Tree, "");
  return messages;
}

/** Keys without their plural endings, which each language has its own of. */
function plainKeys(messages: Map<string, string>): string[] {
  return [...new Set([...messages.keys()].map((key) => key.replace(PLURAL, "")))].sort();
}

function placeholders(message: string): string[] {
  return [...message.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}

describe("locale files", () => {
  it("are the same in every language", () => {
    for (const language of LANGUAGES) {
      expect(namespacesOf(language)).toEqual(namespacesOf("en"));
    }
  });

  describe.each(namespacesOf("en"))("%s", (file) => {
    it.each(LANGUAGES)("has every message in %s, and no other", (language) => {
      expect(plainKeys(read(language, file))).toEqual(plainKeys(read("en", file)));
    });

    it.each(LANGUAGES)("has every plural form that %s asks for", (language) => {
      const messages = read(language, file);
      const plurals = [...messages.keys()].filter((key) => PLURAL.test(key));
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const wanted = new Set(
        plurals.flatMap((key) => forms.map((form) => key.replace(PLURAL, `_${form}`))),
      );
      expect(new Set(plurals)).toEqual(wanted);
    });

    it.each(LANGUAGES)("keeps the placeholders and leaves nothing empty in %s", (language) => {
      const english = read("en", file);
      for (const [key, message] of read(language, file)) {
        const model = english.get(key) ?? english.get(key.replace(PLURAL, "_other")) ?? "";
        expect(message.trim(), key).not.toBe("");
        expect(placeholders(message), key).toEqual(placeholders(model));
      }
    });
  });
});
