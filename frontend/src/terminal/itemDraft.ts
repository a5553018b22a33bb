import type { components } from "../api/generated/store";
import { pennyOf, rublesOf } from "./prices";

type Item = components["schemas"]["ItemRead"];

/** An item as its form holds it. */
export interface Draft {
  name: string;
  description: string;
  category: string;
  price: string;
  age: string;
}

const EMPTY: Draft = { name: "", description: "", category: "", price: "", age: "" };

export function draftOf(item: Item | undefined): Draft {
  if (item === undefined) return EMPTY;
  const { name, description, category, price_penny: price, age_limit: age } = item;
  return {
    name,
    description,
    category: category ?? "",
    price: rublesOf(price),
    age: age?.toString() ?? "",
  };
}

export function fieldsOf({ name, description, category, price, age }: Draft): {
  name: string;
  description: string;
  category: string | null;
  price_penny: number;
  age_limit: number | null;
} {
  return {
    name: name.trim(),
    description: description.trim(),
    category: category.trim() === "" ? null : category.trim(),
    price_penny: pennyOf(price),
    age_limit: age === "" ? null : Number(age),
  };
}
