import { problemOf, webhooks, type Delivery } from "@hausruf/api";
import { formatDay, useTexts } from "@hausruf/i18n";
import { Button, Notice, notify } from "@hausruf/ui";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { settingsProblem } from "../settingsProblem.ts";
import { deliveriesKey } from "./webhooksKey.ts";

const pageSize = 10;
/** More of an answer is for the receiver's own log. */
const answerLength = 120;
/** What waits is looked at soon again. */
const refreshMs = { waiting: 2_000, done: 30_000 };

/** What was sent to a webhook and what came of it, newest first. */
export function Deliveries({ webhookId }: { webhookId: string }) {
  const { t } = useTexts();
  const query = useInfiniteQuery({
    queryKey: deliveriesKey(webhookId),
    queryFn: ({ pageParam }) => webhooks.deliveries(webhookId, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => {
      const isWaiting = state.data?.pages[0]?.items.some((it) => it.state === "pending");
      return isWaiting ? refreshMs.waiting : refreshMs.done;
    },
  });
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <div className="deliveries">
      {query.isError && <Notice>{t("integrations.deliveriesFailed")}</Notice>}
      {items?.length === 0 && <p className="settings-none">{t("integrations.deliveriesNone")}</p>}
      <ul aria-label={t("integrations.deliveries")}>
        {items?.map((it) => (
          <DeliveryRow
            key={it.id}
            webhookId={webhookId}
            delivery={it}
            now={new Date(query.dataUpdatedAt)}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("integrations.more")}
        </Button>
      )}
    </div>
  );
}

type Props = { webhookId: string; delivery: Delivery; now: Date };

function DeliveryRow({ webhookId, delivery, now }: Props) {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const replay = useMutation({
    mutationFn: () => webhooks.replay(webhookId, delivery.id),
    onSettled: () => cache.invalidateQueries({ queryKey: deliveriesKey(webhookId) }),
    onError: (error) => notify({ kind: "error", text: settingsProblem(t, problemOf(error)) }),
  });
  const { event, state, attempts, lastStatus, lastAnswer, createdAt } = delivery;
  const came = lastStatus ? t("integrations.answer", { status: lastStatus }) : lastAnswer;
  return (
    <li>
      <div className="what">
        <strong>{event}</strong>
        <span>
          <span className={state === "failed" ? "bad" : undefined}>
            {t(`integrations.${state}`)}
          </span>
          {attempts > 0 && `, ${t("integrations.attempts", { count: attempts })}`}
          {came && attempts > 0 && state !== "delivered" && `, ${came.slice(0, answerLength)}`}
        </span>
        <time className="num" dateTime={createdAt}>
          {formatDay(new Date(createdAt), now, language)}
        </time>
      </div>
      {state !== "pending" && (
        <Button
          kind="quiet"
          aria-label={t("integrations.replayThat", { event })}
          busy={replay.isPending}
          onClick={() => replay.mutate()}
        >
          {t("integrations.replay")}
        </Button>
      )}
    </li>
  );
}
