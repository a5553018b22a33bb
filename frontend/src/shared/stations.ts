import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { baseServer } from "../api/client";
import { currentLanguage } from "../i18n";

type Names = Record<string, string>;

// What the server answers at once.
const MOST = 100;
const HOUR_MS = 60 * 60 * 1000;

interface Batch {
  ids: Set<string>;
  answer: Promise<Map<string, Names>>;
}
let open: Batch | null = null;

async function fetchNames(ids: Set<string>): Promise<Map<string, Names>> {
  if (open?.ids === ids) open = null;
  const { data } = await baseServer.GET("/stations", {
    params: { query: { id: [...ids].sort() } },
  });
  if (data === undefined) throw new Error("The names of stations are not to be had.");
  return new Map(data.map(({ station_id: id, names }) => [id, names]));
}

/** Where the names of stations are asked for: the same stations are the same address. */
export function namesAddress(ids: string[]): string {
  const query = [...new Set(ids)].sort().map((id) => `id=${encodeURIComponent(id)}`);
  return `/base_api/stations?${query.join("&")}`;
}

/** All that a page asks for at once is one request. Null for a station without names. */
async function namesOf(id: string): Promise<Names | null> {
  if (open === null || open.ids.size >= MOST) {
    const ids = new Set<string>();
    const filled = new Promise((resolve) => setTimeout(resolve));
    open = { ids, answer: filled.then(() => fetchNames(ids)) };
  }
  open.ids.add(id);
  return (await open.answer).get(id) ?? null;
}

/** In the language of the page, else in any; the id where nobody has named it. */
export function nameIn(language: string, id: string, names: Names | null | undefined): string {
  return names?.[language] ?? Object.values(names ?? {})[0] ?? id;
}

const NAME = "station";

/** Has pages ask anew what stations are called, after one was renamed. */
export function useNamesAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [NAME] });
}

/** What a station is called; empty for the moment in which it is asked for. */
export function useStation(id: string): string {
  const { i18n } = useTranslation();
  const { data, isPending } = useQuery({
    queryKey: [NAME, id],
    queryFn: () => namesOf(id),
    staleTime: HOUR_MS,
    enabled: id !== "",
  });
  return isPending && id !== "" ? "" : nameIn(currentLanguage(i18n), id, data);
}
