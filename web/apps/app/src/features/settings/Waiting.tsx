import { useTexts } from "@hausruf/i18n";

/** Where something will stand once the server has answered; said, too. */
export function Waiting() {
  const { t } = useTexts();
  return (
    <>
      <span className="skeleton w-40" aria-hidden />
      <p className="sr-only" role="status">
        {t("settings.loading")}
      </p>
    </>
  );
}
