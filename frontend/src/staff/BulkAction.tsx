import { useMe } from "../session/useMe";
import { Button } from "../shared/Button";
import { useRefresh } from "../shared/useRefresh";
import { doAll } from "./bulk";
import { delays } from "./delays";

interface BulkActionProps {
  /** On the button: what is done to how many. */
  action: string;
  ids: readonly string[];
  /** Asks the server for one of them; the same as often as need be. */
  act: (id: string) => Promise<{ error?: unknown }>;
  /** Lists that look otherwise afterwards. */
  paths: readonly string[];
  /** The choice is no longer needed. */
  onStart: () => void;
}

/** Does the same to all that are selected, a few seconds later: until then it can be taken back. */
export function BulkAction({
  action,
  ids,
  act,
  paths,
  onStart,
}: BulkActionProps): React.JSX.Element | null {
  const refresh = useRefresh();
  const { data: me } = useMe();
  if (ids.length === 0) return null;
  return (
    <Button
      kind="danger"
      onClick={() => {
        const all = doAll(me?.id, ids, act);
        delays.add(action, () => all().finally(() => void refresh(...paths)));
        onStart();
      }}
    >
      {action}
    </Button>
  );
}
