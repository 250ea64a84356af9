import { ownAccount } from "@hausruf/api";
import { browserZone } from "@hausruf/i18n";
import { useQuery } from "@tanstack/react-query";

export const timeZoneKey = ["time-zone"];

/** In which zone one sees and plans: as chosen, and at first as the browser says, which is kept. */
export function useTimeZone(): string {
  const { data } = useQuery({ queryKey: timeZoneKey, queryFn: chosenZone, staleTime: 60_000 });
  return data ?? browserZone();
}

async function chosenZone(): Promise<string> {
  const { timeZone } = await ownAccount.timeZone();
  if (timeZone) return timeZone;
  const here = browserZone();
  // A zone that the server does not know is no reason not to plan in it elsewhere.
  await ownAccount.setTimeZone(here).catch(() => {});
  return here;
}
