import i18next from "i18next";
import { languages } from "./language.ts";
import { mailTexts } from "./mailTexts.ts";

// Whoever imports this speaks of mail: its texts come along with the first such page.
for (const language of languages)
  i18next.addResourceBundle(language, "translation", mailTexts[language], true);
