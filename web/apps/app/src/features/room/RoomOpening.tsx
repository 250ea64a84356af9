import { useTexts } from "@hausruf/i18n";

/** The room's frame while the server is asked about it. */
export function RoomOpening() {
  const { t } = useTexts();
  return (
    <div className="room" aria-busy="true">
      <div className="topbar" />
      <main className="stage">
        <div className="sr-only" role="status">
          <h1>{t("room.loading")}</h1>
        </div>
      </main>
      <div className="panel" />
      <div className="bar" />
    </div>
  );
}
