import { EventSource, type EventSourceFetchInit, type FetchLikeResponse } from "eventsource";

/** The servers write a comment every 15 seconds: whoever is silent for so long is gone. */
const SILENCE_MS = 40_000;
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;

/** `connecting` is the first attempt only; afterwards a stream is live or lost. */
export type StreamState = "connecting" | "live" | "lost";

export interface StreamOptions {
  url: string;
  /** The kinds of events that are wanted. */
  kinds: readonly string[];
  onEvent: (kind: string, data: unknown) => void;
  onState: (state: StreamState) => void;
  /** Asked at each connection, so that a renewed token is taken. The cookie goes along by itself. */
  headers?: (() => Promise<Record<string, string>>) | undefined;
}

/** The answer, with word of each piece that arrives, comments included. */
function watched(response: Response, onPiece: () => void): FetchLikeResponse {
  const { body, url, status, redirected, headers } = response;
  if (body === null) return response;
  const getReader = (): ReadableStreamDefaultReader<Uint8Array> => {
    const reader = body.getReader();
    const read = reader.read.bind(reader);
    reader.read = async () => {
      const piece = await read();
      onPiece();
      return piece;
    };
    return reader;
  };
  return { body: { getReader }, url, status, redirected, headers };
}

/**
 * Follows a stream until the returned function is called. A lost connection is made anew, and goes
 * on after the last event that was seen; the servers answer `reset` when they no longer know it.
 */
export function followStream({
  url,
  kinds,
  onEvent,
  onState,
  headers = () => Promise.resolve({}),
}: StreamOptions): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let lastEventId = "";
  let delay = FIRST_RETRY_MS;
  let isWanted = true;

  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MS);
  };
  const ask = async (to: string | URL, init: EventSourceFetchInit): Promise<FetchLikeResponse> => {
    const seen = lastEventId === "" ? {} : { "Last-Event-ID": lastEventId };
    const all = { ...init.headers, ...seen, ...(await headers()) };
    return watched(await fetch(to, { ...init, headers: all }), heard);
  };

  function connect(): void {
    source = new EventSource(url, { fetch: ask });
    source.addEventListener("error", lose);
    source.addEventListener("open", () => {
      delay = FIRST_RETRY_MS;
      onState("live");
    });
    for (const kind of kinds) {
      source.addEventListener(kind, (event: MessageEvent<string>) => {
        if (event.lastEventId !== "") lastEventId = event.lastEventId;
        onEvent(kind, JSON.parse(event.data));
      });
    }
    heard();
  }

  function close(): void {
    source?.close();
    clearTimeout(silence);
    clearTimeout(retry);
  }

  /** The package gives up at an error status, which is what a restarting server answers. */
  function lose(): void {
    close();
    // A piece may still have come in between the last word and the end.
    if (!isWanted) return;
    onState("lost");
    // Many terminals lose one server at the same moment, and must not return at the same moment.
    retry = setTimeout(connect, delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, LAST_RETRY_MS);
  }

  connect();
  return () => {
    isWanted = false;
    close();
  };
}
