import { invites, people, videoCalls, type Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { keepPreviousData, useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { peopleKey } from "../calls/index.ts";

const pageSize = 50;

/** Contacts and leads that the server finds for what is looked for; what is shown stays until it has. */
export function useContacts(search: string) {
  return useInfiniteQuery({
    queryKey: [...peopleKey, "contacts", search],
    queryFn: ({ pageParam }) => people.contacts(search, pageParam, pageSize),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
    placeholderData: keepPreviousData,
  });
}

export type ContactQuery = ReturnType<typeof useContacts>;

/** A video call for somebody who is not of the office: made, and the link sent. @returns the video call's id */
export function useInviteContact() {
  const { t, language } = useTexts();
  return useMutation({
    mutationFn: async ({ name, email }: Pick<Contact, "name" | "email">) => {
      const title = t("contacts.inviteTitle", { name });
      const { callId } = await videoCalls.create({ title, locale: language });
      await invites.send(callId, {
        inviteeEmail: email ?? "",
        inviteeName: name,
        locale: language,
      });
      return callId;
    },
  });
}
