import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { useRefresh } from "../shared/useRefresh";
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
  const { t } = useTranslation("staff");
  const refresh = useRefresh();
  if (ids.length === 0) return null;
  const all = async (): Promise<void> => {
    try {
      for (const id of ids) {
        const { error } = await act(id);
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the typed client does
        if (error !== undefined) throw error;
      }
    } finally {
      await refresh(...paths);
    }
  };
  return (
    <Button
      kind="danger"
      onClick={() => {
        delays.add(t("undo.soon", { action }), all);
        onStart();
      }}
    >
      {action}
    </Button>
  );
}
