import { problemOf, type User } from "@hausruf/api";
import { useCallClient } from "@hausruf/call-react";
import { languageNames, languages, switchLanguage, useTexts } from "@hausruf/i18n";
import { Avatar, currentTheme, notify, switchTheme, themes, type Theme } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { ChevronsUpDown, LogOut, Settings } from "lucide-react";
import { useId, useRef, useState } from "react";
import { problemText } from "../../problemText.ts";
import { DoNotDisturb } from "../calls/index.ts";
import { useSignOut } from "../session/index.ts";
import { Choice } from "./Choice.tsx";

/** The account: theme, language, settings, sign out. The browser opens and closes it and keeps the focus in order. */
export function AccountMenu({ user }: { user: User }) {
  const { t, language } = useTexts();
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState(false);
  const [theme, setTheme] = useState(currentTheme);
  const signOut = useSignOut();
  const calls = useCallClient();
  const themeNames: Record<Theme, string> = {
    system: t("frame.themeSystem"),
    light: t("frame.themeLight"),
    dark: t("frame.themeDark"),
  };
  const leave = () => {
    calls.hangUp(); // nobody is left in a call at a machine that one has signed out of
    signOut.mutate(undefined, {
      onError: (error) => notify({ kind: "error", text: problemText(t, problemOf(error)) }),
    });
  };
  return (
    <div className="me">
      <button
        type="button"
        className="me-button"
        popoverTarget={id}
        aria-label={t("frame.account", { name: user.displayName })}
      >
        <Avatar name={user.displayName} />
        <strong>{user.displayName}</strong>
        <ChevronsUpDown className="icon" aria-hidden />
      </button>
      <div
        ref={menu}
        className="menu"
        id={id}
        popover="auto"
        onToggle={(event) => setOpened(event.newState === "open")}
      >
        <p>
          <strong>{user.displayName}</strong>
          <span>{user.email}</span>
        </p>
        <Choice
          legend={t("frame.theme")}
          options={themes.map((value) => ({ value, text: themeNames[value] }))}
          chosen={theme}
          choose={(value) => {
            switchTheme(value);
            setTheme(value);
          }}
        />
        <Choice
          legend={t("frame.language")}
          options={languages.map((value) => ({ value, text: languageNames[value], lang: value }))}
          chosen={language}
          choose={switchLanguage}
        />
        {opened && <DoNotDisturb userId={user.id} />}
        <Link
          className="menu-item"
          to="/portal/office/settings"
          onClick={(event) => {
            event.currentTarget.blur(); // so that the new page's heading is read out
            menu.current?.hidePopover();
          }}
        >
          <Settings className="icon" aria-hidden />
          {t("settings.title")}
        </Link>
        <button type="button" className="menu-item" onClick={leave}>
          <LogOut className="icon" aria-hidden />
          {t("frame.signOut")}
        </button>
      </div>
    </div>
  );
}
