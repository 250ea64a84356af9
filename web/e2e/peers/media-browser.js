// livekit-client alone, without our web app: publishes what the browser has, as it is told, or watches one camera.
window.mediaPeer = {
  async publish(url, token, publishDefaults, roomOptions) {
    const room = new window.LivekitClient.Room({ publishDefaults, ...roomOptions });
    await room.connect(url, token);
    await room.localParticipant.enableCameraAndMicrophone();
  },

  async watch(url, token) {
    const room = new window.LivekitClient.Room();
    const { TrackSubscribed } = window.LivekitClient.RoomEvent;
    room.on(TrackSubscribed, (track, publication) => {
      if (track.kind !== "video") return;
      window.watched = publication;
      document.body.append(track.attach());
    });
    await room.connect(url, token);
  },

  wants(quality) {
    window.watched.setVideoQuality(window.LivekitClient.VideoQuality[quality]);
  },
};
