import { branding, type Branding } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Loaded } from "../Loaded.tsx";
import { Section } from "../Section.tsx";
import { BrandingForm } from "./BrandingForm.tsx";
import { Logos } from "./Logos.tsx";
import { Preview } from "./Preview.tsx";
import { brandingKey } from "./useBranding.ts";
import "./branding.css";

/** How the office looks, and what becomes of it while one types. */
export function BrandingSection() {
  const { t } = useTexts();
  return (
    <Section forAdmins title={t("settings.branding")} intro={t("branding.intro")}>
      <Editor />
    </Section>
  );
}

function Editor() {
  const query = useQuery({
    queryKey: brandingKey,
    queryFn: branding.read,
    refetchOnWindowFocus: false, // nobody's typing is taken away
  });
  return <Loaded query={query}>{(saved) => <Draft saved={saved} />}</Loaded>;
}

function Draft({ saved }: { saved: Branding }) {
  const [draft, setDraft] = useState(saved);
  const shown = { ...draft, logos: saved.logos };
  return (
    <div className="branding">
      <div>
        <BrandingForm draft={shown} change={setDraft} />
        <Logos logos={saved.logos} />
      </div>
      <Preview branding={shown} />
    </div>
  );
}
