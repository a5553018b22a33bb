import { Button } from "./Button";
import { Dialog, DialogAnswers } from "./Dialog";

interface QuestionProps {
  title: string;
  /** What the answer leads to. */
  children: React.ReactNode;
  yes: string;
  no: string;
  isOpen: boolean;
  /** The answer is on its way. */
  isPending: boolean;
  /** Why it could not be done. */
  failure?: string | undefined;
  onYes: () => void;
  onNo: () => void;
}

/** Asks once more before something is done that cannot be undone. */
export function Question({
  title,
  children,
  yes,
  no,
  isOpen,
  isPending,
  failure,
  onYes,
  onNo,
}: QuestionProps): React.JSX.Element {
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onNo} isAlert>
      {children}
      {failure !== undefined && <p role="alert">{failure}</p>}
      <DialogAnswers>
        <Button kind="quiet" onClick={onNo}>
          {no}
        </Button>
        <Button kind="danger" disabled={isPending} onClick={onYes}>
          {yes}
        </Button>
      </DialogAnswers>
    </Dialog>
  );
}
