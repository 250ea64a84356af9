import type { Problem } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, MessagePage } from "@hausruf/ui";
import { CloudOff, Hourglass } from "lucide-react";
import { problemText } from "../../problemText.ts";
import { useCountdown } from "../../useCountdown.ts";

type Props = { problem: Problem; onRetry: () => void };

/** Whether the link is good could not be found out yet, for a reason that passes. */
export function UncheckedPage({ problem, onRetry }: Props) {
  const { t } = useTexts();
  if (problem.code === "too-many-requests")
    return <TooMany seconds={problem.retryAfterSeconds} onRetry={onRetry} />;
  const isAnswered = problem.code === "unexpected" || problem.code === "headers-too-large";
  const title = isAnswered ? t("join.unchecked") : t("join.unreachable");
  const text = problem.code === "unreachable" ? t("join.unreachableText") : problemText(t, problem);
  return (
    <MessagePage
      icon={<CloudOff className="icon lg" aria-hidden />}
      tone="warn"
      title={title}
      text={text}
    >
      <Button kind="primary" onClick={onRetry}>
        {t("frame.retry")}
      </Button>
    </MessagePage>
  );
}

/** The wait counts down for the eye and is read out at its beginning and its end. */
function TooMany({ seconds, onRetry }: { seconds: number; onRetry: () => void }) {
  const { t } = useTexts();
  const [left] = useCountdown(seconds);
  return (
    <MessagePage
      icon={<Hourglass className="icon lg" aria-hidden />}
      tone="warn"
      title={t("join.tooMany")}
      text={
        <span role="status">
          {left === 0 ? (
            t("join.tooManyOver")
          ) : (
            <>
              <span className="sr-only">{t("join.tooManyText", { count: seconds })}</span>
              <span className="tabular-nums" aria-hidden="true">
                {t("join.tooManyText", { count: left })}
              </span>
            </>
          )}
        </span>
      }
    >
      <Button kind="primary" busy={left > 0} onClick={onRetry}>
        {t("frame.retry")}
      </Button>
    </MessagePage>
  );
}
