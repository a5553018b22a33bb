import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { base } from "../api/client";
import { Button } from "../shared/Button";
import { useFormats } from "../shared/format";
import { useRefresh } from "../shared/useRefresh";
import { Danger } from "../staff/Danger";
import { DetailDialog } from "../staff/DetailDialog";
import { Facts } from "../staff/Facts";
import { useDoing } from "../staff/useDoing";
import styles from "./Forms.module.css";
import { Sessions } from "./Sessions";
import { LinkIdentity, ReplaceFace } from "./UserParts";

/** What is changed about a passenger, each in a window of its own. */
function Changes({ userId }: { userId: string }): React.JSX.Element {
  const { t } = useTranslation("admin");
  const [doing, start, end] = useDoing<"face" | "identity">();
  return (
    <div className={styles["buttons"]}>
      <Button kind="quiet" onClick={start("face")}>
        {t("users.give_face")}
      </Button>
      <Button kind="quiet" onClick={start("identity")}>
        {t("users.identity")}
      </Button>
      {doing === "face" && <ReplaceFace userId={userId} onClose={end} />}
      {doing === "identity" && <LinkIdentity userId={userId} onClose={end} />}
    </div>
  );
}

/** A passenger: what is known, and the erasure of the face or of everything. */
export function UserDialog({
  id,
  onClose,
}: {
  id: string;
  onClose: () => void;
}): React.JSX.Element {
  const { t } = useTranslation("admin");
  const { moment } = useFormats();
  const refresh = useRefresh();
  const query = base.useQuery("get", "/admin/user/{user_id}", {
    params: { path: { user_id: id } },
  });
  const onSuccess = async (): Promise<void> => {
    onClose();
    await refresh("/admin/users", "/admin/user/{user_id}");
  };
  const erasing = base.useMutation("delete", "/admin/users/{user_id}", { onSuccess });
  const forgetting = base.useMutation("delete", "/admin/user/face", { onSuccess });
  return (
    <DetailDialog
      title={query.data?.name ?? t("nav.users")}
      query={query}
      onClose={onClose}
      actions={(user) => (
        <>
          {user.face_consent !== null && (
            <Danger
              action={t("users.forget")}
              question={t("users.forget_sure")}
              mutation={forgetting}
              onYes={() => {
                forgetting.mutate({ params: { query: { user_id: id } } });
              }}
            >
              <p>{t("users.forget_text")}</p>
            </Danger>
          )}
          <Danger
            action={t("users.erase")}
            question={t("users.erase_sure", { name: user.name })}
            mutation={erasing}
            onYes={() => {
              erasing.mutate({ params: { path: { user_id: id } } });
            }}
          >
            <p>{t("users.erase_text")}</p>
          </Danger>
        </>
      )}
    >
      {(user) => (
        <>
          <Facts
            facts={[
              [t("number"), <code key="id">{user.id}</code>],
              [t("created"), moment(user.created_at)],
              [
                t("users.face"),
                user.face_consent === null
                  ? t("users.no_face")
                  : t("users.consent", { time: moment(user.face_consent.given_at) }),
              ],
            ]}
          />
          <Link to={`/admin/tickets?user=${user.id}`} className={styles["link"]}>
            {t("users.tickets")}
          </Link>
          <Changes userId={user.id} />
          <Sessions kind="passenger" callerId={user.id} />
        </>
      )}
    </DetailDialog>
  );
}
