// One viewer behind the line, for one network; with the camera and another viewer outside.
import { networks } from "./networks.mjs";
import { Notes, until } from "./notes.mjs";

/** How long something that has to happen may take on a very slow machine. */
const patience = 300;

/** A room with a camera in it, and a viewer with nothing in the way who sees its highest layer. */
export class Call {
  visits = 0;
  /** Networks of one viewer with which the other had less than the highest layer. */
  fell = [];

  static async begin(lab, room) {
    const call = new Call();
    Object.assign(call, { lab, room });
    const [camera, other] = [
      await lab.outside("chromium", "camera"),
      await lab.outside("chromium", "other"),
    ];
    await camera.publish(lab.url, await lab.token(room, "camera"));
    await other.watch(lab.url, await lab.token(room, "other"));
    call.camera = new Notes(camera);
    call.other = new Notes(other);
    call.outside = [call.camera, call.other];
    const whole = await until(call.outside, () => call.other.height() === 720, patience);
    if (!whole)
      throw new Error("the camera does not come up to its highest layer with nothing in the way");
    return call;
  }

  /** A viewer of that kind, in a browser of its own. */
  async viewer(kind) {
    return new Notes(await this.lab.inside(kind, `viewer-${kind}`));
  }

  async join(viewer, network) {
    await this.lab.shape(network.rules);
    viewer.frames = [];
    await viewer.person.watch(
      this.lab.url,
      await this.lab.token(this.room, `viewer-${++this.visits}`),
    );
  }

  async leave(viewer) {
    await this.lab.shape(networks.clear.rules);
    await viewer.person.leave();
  }

  /** Waits, looking at everybody. */
  until(viewer, holds, seconds = patience) {
    return until([viewer, ...this.outside], holds, seconds);
  }

  /** Looks at everybody for so long. */
  async watch(viewer, seconds) {
    const end = Date.now() + seconds * 1_000;
    await this.until(viewer, () => Date.now() >= end);
  }

  /** Whether the viewer outside was shown less than the camera sent. */
  otherFell(from, to) {
    return (
      this.camera.sentHighest(from, to) &&
      this.other.between(from, to).some(({ height }) => height < 720)
    );
  }
}
