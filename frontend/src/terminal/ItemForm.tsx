import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Field } from "../shared/Field";
import { useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { FormDialog } from "../staff/FormDialog";
import { terminal } from "./client";
import type { Item } from "./ItemsPage";
import { type Draft, draftOf, fieldsOf } from "./itemDraft";

function ItemFields({
  draft,
  onChange,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const set = (field: keyof Draft) => (value: string) => {
    onChange({ ...draft, [field]: value });
  };
  return (
    <>
      <Field
        label={t("item.name")}
        value={draft.name}
        onChange={set("name")}
        isRequired
        maxLength={100}
      />
      <Field
        label={t("item.description")}
        value={draft.description}
        onChange={set("description")}
        isLong
        maxLength={255}
      />
      <Field
        label={t("item.category")}
        value={draft.category}
        onChange={set("category")}
        maxLength={100}
      />
      <Field
        label={t("item.price")}
        hint={t("item.price_hint")}
        type="number"
        min={0}
        max={1_000_000}
        step={0.01}
        value={draft.price}
        onChange={set("price")}
        isRequired
      />
      <Field
        label={t("item.age")}
        hint={t("item.age_hint")}
        type="number"
        min={1}
        max={99}
        value={draft.age}
        onChange={set("age")}
      />
    </>
  );
}

/** A new item, or what is said of one that is there; its stock is moved elsewhere. */
export function ItemForm({
  item,
  onClose,
}: {
  item?: Item;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("terminal");
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const [draft, setDraft] = useState(() => draftOf(item));
  const options = {
    onSuccess: onClose,
    onSettled: () => refresh("/store/items", "/store/item/{item_id}"),
  };
  const adding = terminal.useMutation("post", "/store/item", options);
  const changing = terminal.useMutation("put", "/store/item", options);
  const submit = (): void => {
    const fields = fieldsOf(draft);
    if (item === undefined) {
      const body = { ...fields, translations: {}, allergens: [], balance: 0 };
      adding.mutate({ params: keyOf(body), body });
    } else {
      changing.mutate({ body: { ...fields, id: item.id, logo_url: item.logo_url } });
    }
  };
  return (
    <FormDialog
      title={t(item === undefined ? "items.add" : "item.change")}
      action={t("item.save")}
      isPending={adding.isPending || changing.isPending}
      error={adding.error ?? changing.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <ItemFields draft={draft} onChange={setDraft} />
    </FormDialog>
  );
}
