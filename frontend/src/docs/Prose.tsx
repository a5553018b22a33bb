import styles from "./OperationDetails.module.css";

/** A docstring as paragraphs, with `code` marked; that is all the markup that ours use. */
export function Prose({ text }: { text: string }): React.JSX.Element {
  return (
    <div className={styles["prose"]} lang="en">
      {text.split(/\n\s*\n/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph
            .split(/(`+[^`]+`+)/)
            .map((part, index) =>
              index % 2 === 1 ? <code key={part}>{part.replaceAll("`", "")}</code> : part,
            )}
        </p>
      ))}
    </div>
  );
}
