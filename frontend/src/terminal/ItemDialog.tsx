import { useTranslation } from "react-i18next";

import { Button } from "../shared/Button";
import { Dialog, DialogAnswers } from "../shared/Dialog";
import { useFormats } from "../shared/format";
import { Question } from "../shared/Question";
import { ServerFailed } from "../shared/ServerFailed";
import { useRefresh } from "../shared/useRefresh";
import { Waiting } from "../shared/Waiting";
import { Facts } from "../staff/Facts";
import { useDoing } from "../staff/useDoing";
import { terminal } from "./client";
import { ItemForm } from "./ItemForm";
import type { Item } from "./ItemsPage";
import { StockForm } from "./StockForm";

function TakeOff({
  item,
  onDone,
  onNo,
}: {
  item: Item;
  onDone: () => void;
  onNo: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const taking = terminal.useMutation("delete", "/store/item/{item_id}", {
    onSuccess: onDone,
    onSettled: () => refresh("/store/items"),
  });
  return (
    <Question
      title={t("take_off.title", { name: item.name })}
      yes={t("take_off.yes")}
      no={t("take_off.no")}
      isOpen
      isPending={taking.isPending}
      failure={taking.isError ? t("take_off.failed") : undefined}
      onNo={onNo}
      onYes={() => {
        taking.mutate({ params: { path: { item_id: item.id } } });
      }}
    >
      <p>{t("take_off.text")}</p>
    </Question>
  );
}

function ItemFacts({ item }: { item: Item }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { money } = useFormats();
  return (
    <Facts
      facts={[
        [t("item.description"), item.description],
        [t("item.category"), item.category],
        [t("item.price"), money(item.price_penny)],
        [t("item.balance"), item.balance],
        [t("item.available"), item.available],
      ]}
    />
  );
}

/** What is done with an item, each in a window of its own. */
type Doing = "change" | "stock" | "take_off";

/** One item, and what can be done with it. */
export function ItemDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const { data, isPending, refetch } = terminal.useQuery("get", "/store/item/{item_id}", {
    params: { path: { item_id: id } },
  });
  if (data !== undefined) return <KnownItem item={data} onClose={onClose} />;
  return (
    <Dialog title={t("item.title")} isOpen onClose={onClose}>
      {isPending ? <Waiting /> : <ServerFailed again={() => void refetch()} />}
    </Dialog>
  );
}

function KnownItem({ item, onClose }: { item: Item; onClose: () => void }): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const [doing, start, end] = useDoing<Doing>();
  if (doing === "change") return <ItemForm item={item} onClose={end} />;
  if (doing === "stock") return <StockForm item={item} onClose={end} />;
  if (doing === "take_off") return <TakeOff item={item} onDone={onClose} onNo={end} />;
  return (
    <Dialog title={item.name} isOpen onClose={onClose}>
      <ItemFacts item={item} />
      <DialogAnswers>
        <Button onClick={start("stock")}>{t("stock.title")}</Button>
        <Button kind="quiet" onClick={start("change")}>
          {t("item.change")}
        </Button>
        <Button kind="danger" onClick={start("take_off")}>
          {t("take_off.action")}
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}
