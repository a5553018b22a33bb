import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { baseServer } from "../api/client";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import type { Ticket } from "./TicketsPage";

/** Revokes what is selected, one after the other; what was not reached can be tried again. */
export function RevokeTickets({
  tickets,
  onDone,
}: {
  tickets: readonly Ticket[];
  onDone: () => void;
}): React.JSX.Element | null {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const revoking = useMutation({
    mutationFn: async () => {
      for (const { id } of tickets) {
        const params = { path: { ticket_id: id } };
        const { error } = await baseServer.DELETE("/admin/ticket/{ticket_id}", { params });
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the typed client does
        if (error !== undefined) throw error;
      }
    },
    onSuccess: onDone,
    onSettled: () => refresh("/admin/tickets"),
  });
  if (tickets.length === 0) return null;
  return (
    <Danger
      action={t("tickets.revoke_several", { count: tickets.length })}
      question={t("tickets.revoke_sure")}
      mutation={revoking}
      onYes={() => {
        revoking.mutate();
      }}
    >
      <p>{t("tickets.revoke_text")}</p>
    </Danger>
  );
}
