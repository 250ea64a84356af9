import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import { playTestSound, type SpeakerProblem } from "./speakerTest.ts";

type Told = { speaker: string | undefined; result: SpeakerProblem | "played" };

/** Plays three notes on the chosen speaker, and says what to do when none is heard. */
export function SpeakerTest({ speaker }: { speaker: string | undefined }) {
  const { t } = useTexts();
  const [told, setTold] = useState<Told | null>(null);
  const [isBusy, setBusy] = useState(false);
  const result = told?.speaker === speaker ? told?.result : undefined; // of the one chosen before, no more

  async function test() {
    setTold(null);
    setBusy(true);
    const problem = await playTestSound(speaker);
    setBusy(false);
    setTold({ speaker, result: problem ?? "played" });
  }

  return (
    <>
      <Button busy={isBusy} onClick={() => void test()}>
        <Volume2 className="icon" aria-hidden />
        {t("devices.testSpeaker")}
      </Button>
      <p
        className={result && result !== "played" ? "speaker-told bad" : "speaker-told"}
        role="status"
      >
        {result && t(`devices.speaker-${result}`)}
      </p>
    </>
  );
}
