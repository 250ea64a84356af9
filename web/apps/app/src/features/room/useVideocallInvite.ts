import { invites, type Invite, type NewInvite } from "@hausruf/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

/** Guests open and use their links while the list is on the screen. */
const refreshMs = 5_000;

/** The invites of one's own call, and how to send, send again and withdraw them. */
export function useVideocallInvite(callId: string) {
  const cache = useQueryClient();
  const key = ["video-calls", "invites", callId];
  const onSuccess = (changed: Invite) => {
    cache.setQueryData<Invite[]>(key, (known = []) => withInvite(known, changed));
    void cache.invalidateQueries({ queryKey: key });
  };
  return {
    list: useQuery({
      queryKey: key,
      queryFn: () => invites.list(callId).then(({ items }) => items),
      refetchInterval: refreshMs,
    }),
    send: useMutation({
      mutationFn: (invite: NewInvite) => invites.send(callId, invite),
      onSuccess,
    }),
    resend: useMutation({ mutationFn: (id: string) => invites.resend(callId, id), onSuccess }),
    revoke: useMutation({ mutationFn: (id: string) => invites.revoke(callId, id), onSuccess }),
  };
}

/** The mail of an invite, where no mail server is configured. */
export function useInviteMail(callId: string, inviteId: string) {
  return useQuery({
    queryKey: ["video-calls", "mail", callId, inviteId],
    queryFn: () => invites.mail(callId, inviteId),
    staleTime: 0,
    gcTime: 0, // it carries the clear link
  });
}

function withInvite(known: readonly Invite[], changed: Invite): Invite[] {
  const others = known.filter((invite) => invite.id !== changed.id);
  return others.length < known.length
    ? known.map((invite) => (invite.id === changed.id ? changed : invite))
    : [changed, ...others];
}
