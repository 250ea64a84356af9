import { Office } from "./office.ts";
import { things } from "./places.ts";
import type { Server } from "./server.ts";

export const CARLA = "carla@synapse.example";
export const DENIZ = "deniz@synapse.example";

/** Puts {@link things} into the office that no other test looks at, and answers the call that one may enter. */
export async function furnish(server: Server): Promise<string> {
  const carla = await Office.signIn(server, CARLA);
  const deniz = await Office.signIn(server, DENIZ);
  await carla.end(await carla.startCall(things.past));
  const startsAt = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = { startsAt, minutes: 30, timeZone: "Europe/Berlin" };
  await carla.invite(await carla.startCall(things.planned, false, schedule), things.guest);
  await carla.handle(await carla.ringUp(await deniz.ownId()), "cancel");
  await carla.makeKey(things.key);
  await carla.trust({
    issuer: things.issuer,
    audience: "authenticated",
    secret: "of the end-to-end tests alone, 32 and more",
    emailTrusted: true,
  });
  await carla.askIn(things.invited);
  await carla.writeDown(things.contact);
  return carla.startCall(things.running);
}
