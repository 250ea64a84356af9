import type { VideoCall } from "@hausruf/api";
import type { useTexts } from "@hausruf/i18n";

type Translate = ReturnType<typeof useTexts>["t"];

/** Who counts depends on the status: who is inside, who is invited, who was there. */
export function peopleOf(call: VideoCall, t: Translate): string {
  switch (call.status) {
    case "active":
      return t("videocalls.present", { count: call.presentCount });
    case "draft":
      return t("videocalls.invited", { count: call.inviteCount });
    case "ended":
    case "expired":
      return t("videocalls.people", { count: call.participantCount });
  }
}

/** The moment a call stands for: when it began, else when it is planned, else when it was made. */
export function momentOf(call: VideoCall): Date {
  return new Date(call.startedAt ?? call.startsAt ?? call.createdAt);
}
