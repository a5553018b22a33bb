import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { useFormats } from "../shared/format";
import { Facts } from "../staff/Facts";
import { Refused } from "../staff/Refused";
import { useDoing } from "../staff/useDoing";
import { terminalServer } from "./client";
import { RefundForm } from "./RefundForm";
import type { Sale } from "./SalesPage";
import { downloadBlob } from "../shared/download";

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

/** One sale: what, for how much, and what was given back. */
export function SaleDialog({
  sale,
  onClose,
}: {
  sale: Sale;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money, moment } = useFormats();
  const [isRefunding, refund, end] = useDoing<true>();
  if (isRefunding) return <RefundForm sale={sale} onClose={end} />;
  return (
    <Dialog title={t("sale.title", { moment: moment(sale.date) })} isOpen onClose={onClose}>
      <Facts
        facts={[
          ...sale.items.map(
            ({ name, count, price_penny: price }) =>
              [`${count} × ${name}`, money(price * count)] as const,
          ),
          [t("sale.total"), money(sale.total_penny)] as const,
          [
            t("sale.refunded"),
            sale.refunded_penny > 0 ? money(sale.refunded_penny) : null,
          ] as const,
        ]}
      />
      <DialogAnswers>
        <Receipt sale={sale} />
        <Button
          kind="danger"
          disabled={sale.refunded_penny >= sale.total_penny}
          onClick={refund(true)}
        >
          {t("refund.title")}
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}
