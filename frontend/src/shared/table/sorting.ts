import { useAddress } from "../useAddress";

/** What a list is sorted by, as servers take it: the smallest or, with "-", the greatest first. */
export type Sort<Word extends string = string> = Word | `-${Word}`;

export interface Sorting<Word extends string = string> {
  /** Undefined: the newest first. */
  sort: Sort<Word> | undefined;
  /** By this word; if it is by that already, the other way round, and then the newest first again. */
  turn: (word: string) => void;
}

export type Direction = "ascending" | "descending";

export function directionOf(sort: string | undefined, word: string): Direction | undefined {
  if (sort === word) return "ascending";
  return sort === `-${word}` ? "descending" : undefined;
}

export function turned(sort: string | undefined, word: string): string | undefined {
  const direction = directionOf(sort, word);
  if (direction === undefined) return word;
  return direction === "ascending" ? `-${word}` : undefined;
}

/** The order of a list, kept in the address. What the list has no such order for is left out. */
export function useSorting<Word extends string>(...words: Word[]): Sorting<Word> {
  const address = useAddress();
  const choices = words.flatMap((word): Sort<Word>[] => [word, `-${word}`]);
  const sort = choices.find((one) => one === address.get("sort"));
  return {
    sort,
    turn: (word) => {
      address.set({ sort: turned(sort, word) });
    },
  };
}

/** For the query of a list. */
export function sortQuery<Word extends string>({ sort }: Sorting<Word>): { sort?: Sort<Word> } {
  return sort === undefined ? {} : { sort };
}
