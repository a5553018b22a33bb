import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { store } from "../../api/client";
import { Button } from "../../shared/Button";
import { DataTable } from "../../shared/table/DataTable";
import { useAddress } from "../../shared/useAddress";
import { Badge } from "../../staff/Badge";
import { Page } from "../../staff/Page";
import { useDoing } from "../../staff/useDoing";
import { WebhookDialog } from "./WebhookDialog";
import { AddWebhook } from "./WebhookForms";
import { EVENT_WORDS, LIST, stateOf, type Webhook } from "./webhooks";

function State({ webhook }: { webhook: Webhook }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { key, tone } = stateOf(webhook);
  return <Badge tone={tone}>{t(key)}</Badge>;
}

/** Who is told of sales, refunds and closed shifts: the accounting of others. */
export function WebhooksPage(): React.JSX.Element {
  const { t } = useTranslation("admin");
  const address = useAddress();
  const [isAdding, add, end] = useDoing<true>();
  const shown = address.get("show");
  const listing = store.useQuery(
    "get",
    LIST,
    { params: { query: { page: address.page } } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Page
      title={t("nav.webhooks")}
      aside={<Button onClick={add(true)}>{t("webhooks.add")}</Button>}
    >
      <DataTable
        label={t("nav.webhooks")}
        listing={listing}
        columns={[
          { key: "url", name: t("webhooks.url"), cell: ({ url }) => url },
          { key: "about", name: t("webhooks.about"), cell: ({ description }) => description },
          {
            key: "events",
            name: t("webhooks.events"),
            cell: ({ event_types: types }) => types.map((type) => t(EVENT_WORDS[type])).join(", "),
          },
          { key: "state", name: t("state"), cell: (webhook) => <State webhook={webhook} /> },
        ]}
        idOf={({ id }) => id}
        empty={t("webhooks.none")}
        onOpen={({ id }) => {
          address.set({ show: id });
        }}
      />
      {isAdding && <AddWebhook onClose={end} />}
      {shown !== undefined && (
        <WebhookDialog
          id={shown}
          onClose={() => {
            address.set({ show: undefined });
          }}
        />
      )}
    </Page>
  );
}
