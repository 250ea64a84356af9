import { CircleAlert } from "lucide-react";

type Props = {
  /** Of the field, whose description is `${id}-error`. */
  id: string;
  error?: string | undefined;
};

/** Below a field; read out when it comes, as the focus is still where the form was sent from. */
export function FieldError({ id, error }: Props) {
  return (
    <div className="contents" aria-live="polite">
      {error && (
        <span className="err" id={`${id}-error`}>
          <CircleAlert className="icon sm" aria-hidden />
          {error}
        </span>
      )}
    </div>
  );
}
