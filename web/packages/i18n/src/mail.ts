import { addTexts } from "./i18n.ts";
import { mailTexts } from "./mailTexts.ts";

// Whoever imports this speaks of mail: its texts come along with the first such page.
addTexts(mailTexts);
