import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { downloadBlob } from "../shared/download";
import { useFormats } from "../shared/format";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { Refused } from "../staff/Refused";
import { useDoing } from "../staff/useDoing";
import { terminal, terminalServer } from "./client";
import { RefundForm } from "./RefundForm";
import type { Sale } from "./SalesPage";

/** The receipt needs the terminal's session, which a plain link does not carry. */
function Receipt({ sale }: { sale: Sale }): React.JSX.Element {
  const { t, i18n } = useTranslation("terminal");
  const [error, setError] = useState<unknown>(null);
  const print = async (): Promise<void> => {
    const answer = await terminalServer.GET("/store/purchase/{purchase_id}/receipt", {
      params: { path: { purchase_id: sale.id }, query: { language: i18n.language } },
      parseAs: "blob",
    });
    setError(answer.error ?? null);
    if (answer.data instanceof Blob) downloadBlob(answer.data, `receipt-${sale.id}.pdf`);
  };
  return (
    <>
      <Refused error={error} />
      <Button
        kind="quiet"
        onClick={() => {
          print().catch(setError);
        }}
      >
        {t("sale.receipt")}
      </Button>
    </>
  );
}

function SaleFacts({ sale }: { sale: Sale }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money } = useFormats();
  return (
    <Facts
      facts={[
        ...sale.items.map(
          ({ name, count, price_penny: price }) =>
            [`${count} × ${name}`, money(price * count)] as const,
        ),
        [t("sale.total"), money(sale.total_penny)] as const,
        [t("sale.refunded"), sale.refunded_penny > 0 ? money(sale.refunded_penny) : null] as const,
      ]}
    />
  );
}

/** One sale: what, for how much, and what was given back. */
export function SaleDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { moment } = useFormats();
  const [isRefunding, refund, end] = useDoing<true>();
  const query = terminal.useQuery("get", "/store/purchase/{purchase_id}", {
    params: { path: { purchase_id: id } },
  });
  const { data } = query;
  if (data !== undefined && isRefunding) return <RefundForm sale={data} onClose={end} />;
  return (
    <DetailDialog
      title={data === undefined ? t("sales.title") : t("sale.title", { moment: moment(data.date) })}
      query={query}
      onClose={onClose}
      actions={(sale) => (
        <>
          <Receipt sale={sale} />
          <Button
            kind="danger"
            disabled={sale.refunded_penny >= sale.total_penny}
            onClick={refund(true)}
          >
            {t("refund.title")}
          </Button>
        </>
      )}
    >
      {(sale) => <SaleFacts sale={sale} />}
    </DetailDialog>
  );
}
