import { useState } from "react";
import { useTranslation } from "react-i18next";

import { base } from "../api/client";
import type { components } from "../api/generated/base";
import { Button } from "../shared/Button";
import { Field } from "../shared/Field";
import { useFormats } from "../shared/format";
import { newKey, useRequestKey } from "../shared/requestKey";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { FormDialog } from "../staff/FormDialog";
import { Refused } from "../staff/Refused";
import { ShownOnce } from "../staff/ShownOnce";
import { useDoing } from "../staff/useDoing";
import styles from "./Forms.module.css";

type Card = components["schemas"]["CardRead"];
const LIST = "/admin/engineer/{engineer_id}/auth_cards";

/** A key that was made here is written to a card; one that was read from a card is on it already. */
function GiveCard({
  engineerId,
  onClose,
}: {
  engineerId: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const refresh = useRefresh();
  const keyOf = useRequestKey();
  const [read, setRead] = useState("");
  const [made] = useState(newKey);
  const giving = base.useMutation("post", "/admin/engineer/{engineer_id}/auth_card", {
    onSuccess: async () => {
      await refresh(LIST);
      if (read !== "") onClose();
    },
  });
  if (giving.isSuccess && read === "") {
    return (
      <ShownOnce
        title={t("cards.given")}
        text={t("cards.write")}
        name={t("cards.key")}
        secret={made}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={t("cards.give")}
      action={t("cards.give")}
      isPending={giving.isPending}
      error={giving.error}
      onClose={onClose}
      onSubmit={() => {
        const body = { key: read === "" ? made : read };
        giving.mutate({ params: { path: { engineer_id: engineerId }, ...keyOf(body) }, body });
      }}
    >
      <p>{t("cards.text")}</p>
      <Field
        label={t("cards.read")}
        hint={t("cards.read_hint")}
        type="password"
        value={read}
        onChange={setRead}
        minLength={4}
        maxLength={200}
      />
    </FormDialog>
  );
}

function CardLine({ card }: { card: Card }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const deleting = base.useMutation("delete", "/admin/auth_card/{card_id}", {
    onSuccess: () => refresh(LIST),
  });
  return (
    <li>
      <span>{moment(card.created_at)}</span>
      <code>{card.id.slice(-6)}</code>
      <Danger
        action={t("cards.remove")}
        question={t("cards.remove_sure")}
        mutation={deleting}
        onYes={() => {
          deleting.mutate({ params: { path: { card_id: card.id } } });
        }}
      >
        <p>{t("cards.remove_text")}</p>
      </Danger>
    </li>
  );
}

/** The cards with which an engineer opens the service menu of robots. */
export function AuthCards({ engineerId }: { engineerId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [isGiving, give, end] = useDoing<true>();
  const { data, error } = base.useQuery("get", LIST, {
    params: { path: { engineer_id: engineerId }, query: { size: 100 } },
  });
  return (
    <section className={styles["part"]}>
      <h3>{t("cards.title")}</h3>
      <Refused error={error} />
      {data?.items.length === 0 && <p className={styles["soft"]}>{t("cards.none")}</p>}
      <ul className={styles["lines"]}>
        {data?.items.map((card) => (
          <CardLine key={card.id} card={card} />
        ))}
      </ul>
      <div>
        <Button kind="quiet" onClick={give(true)}>
          {t("cards.give")}
        </Button>
      </div>
      {isGiving && <GiveCard engineerId={engineerId} onClose={end} />}
    </section>
  );
}
