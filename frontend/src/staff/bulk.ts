import { codeOf } from "../api/client";
import { fetchMe } from "../session/api";

type Act = (id: string) => Promise<{ error?: unknown }>;

/** Some of many were not done; `code` as the servers say it of the last one. */
export class Unfinished extends Error {
  readonly code: string;
  readonly left: number;
  readonly total: number;

  constructor(code: string, left: number, total: number) {
    super(code);
    this.code = code;
    this.left = left;
    this.total = total;
  }
}

/** The code of the refusal; undefined where it is done, which somebody else may have been first to do. */
async function refusalBy(act: Act, id: string): Promise<string | undefined> {
  try {
    const { error } = await act(id);
    const code = error === undefined ? undefined : codeOf(error);
    return code?.endsWith("_NOT_FOUND") === true ? undefined : code;
  } catch (error) {
    return codeOf(error);
  }
}

/**
 * Does the same to all of them, whatever becomes of single ones; done again, only to those that are
 * left. Somebody else than who asked for it, who has signed in meanwhile, does not do it.
 */
export function doAll(asker: string | undefined, ids: readonly string[], act: Act) {
  let left = ids;
  return async (): Promise<void> => {
    const me = await fetchMe();
    if (me === null || me.id !== asker) {
      throw new Unfinished("UNAUTHENTICATED", left.length, ids.length);
    }
    const refused: string[] = [];
    let last = "";
    for (const [place, id] of left.entries()) {
      const code = await refusalBy(act, id);
      if (code === undefined) continue;
      last = code;
      // A server that is away is not waited for once more for each of the others.
      refused.push(...(code === "NO_ANSWER" ? left.slice(place) : [id]));
      if (code === "NO_ANSWER") break;
    }
    left = refused;
    if (left.length > 0) throw new Unfinished(last, left.length, ids.length);
  };
}
