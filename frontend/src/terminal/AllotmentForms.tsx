import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { components } from "../api/generated/store";
import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";
import type { Item } from "./ItemsPage";

export type Allotment = components["schemas"]["AllotmentRead"];

function useShown(): () => Promise<void> {
  const refresh = useRefresh();
  return () => refresh("/store/allotments", "/store/items", "/store/item/{item_id}");
}

/** The pieces leave the store's stock: the robot sells them where there is no network. */
export function GiveToRobot({
  item,
  onClose,
}: {
  item: Item;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const keyOf = useRequestKey();
  const [robot, setRobot] = useState("");
  const [count, setCount] = useState("");
  const giving = terminal.useMutation("post", "/store/item/{item_id}/allotment", {
    onSuccess: onClose,
    onSettled: useShown(),
  });
  return (
    <FormDialog
      title={t("allotment.of", { name: item.name })}
      action={t("allotment.give")}
      isPending={giving.isPending}
      error={giving.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { robot_id: robot.trim(), count: Number(count) };
        const { header } = keyOf(body);
        giving.mutate({ params: { path: { item_id: item.id }, header }, body });
      }}
    >
      <Field
        label={t("allotment.robot")}
        hint={t("allotment.robot_hint")}
        value={robot}
        onChange={setRobot}
        maxLength={36}
        isRequired
      />
      <Field
        label={t("stock.pieces")}
        hint={t("stock.now", { count: item.balance })}
        type="number"
        min={1}
        max={1000}
        value={count}
        onChange={setCount}
        isRequired
      />
    </FormDialog>
  );
}

/** What the robot has left becomes the store's stock again; empty takes all of it. */
export function TakeBack({
  allotment,
  onClose,
}: {
  allotment: Allotment;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const keyOf = useRequestKey();
  const [count, setCount] = useState("");
  const taking = terminal.useMutation("post", "/store/item/{item_id}/allotment/return", {
    onSuccess: onClose,
    onSettled: useShown(),
  });
  return (
    <FormDialog
      title={t("allotment.back_of", { name: allotment.item_name })}
      action={t("allotment.back")}
      isPending={taking.isPending}
      error={taking.error}
      onClose={onClose}
      onSubmit={() => {
        const { robot_id, item_id } = allotment;
        const body = { robot_id, count: count === "" ? null : Number(count) };
        const { header } = keyOf(body);
        taking.mutate({ params: { path: { item_id }, header }, body });
      }}
    >
      <p>{t("allotment.back_text")}</p>
      <Field
        label={t("stock.pieces")}
        hint={t("allotment.back_hint", { count: allotment.balance })}
        type="number"
        min={1}
        max={Math.max(1, allotment.balance)}
        value={count}
        onChange={setCount}
      />
    </FormDialog>
  );
}
