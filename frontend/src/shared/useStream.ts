import { useEffect, useEffectEvent, useState } from "react";

import { followStream, type StreamState } from "../api/stream";

/** What is done about each kind of event. */
export type StreamHandlers<Events extends object> = {
  [Kind in keyof Events]: (data: Events[Kind]) => void;
};

/**
 * Follows a stream of a server while the component is there. Load what the stream tells of at
 * `ready` and again at `reset`; in between nothing is missed. A null url: nothing to follow yet.
 */
export function useStream<Events extends object>(
  url: string | null,
  handlers: StreamHandlers<Events>,
  headers?: () => Promise<Record<string, string>>,
): StreamState {
  const [state, setState] = useState<StreamState>("connecting");
  const kinds = Object.keys(handlers).sort().join(" ");
  const handle = useEffectEvent((kind: string, data: unknown) => {
    handlers[kind as keyof Events](data as Events[keyof Events]);
  });
  const askHeaders = useEffectEvent(() => headers?.() ?? Promise.resolve({}));
  useEffect(() => {
    if (url === null) return;
    return followStream({
      url,
      kinds: kinds.split(" "),
      onEvent: (kind, data) => {
        handle(kind, data);
      },
      onState: setState,
      headers: () => askHeaders(),
    });
  }, [url, kinds]);
  return state;
}
