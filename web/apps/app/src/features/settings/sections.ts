import "@hausruf/i18n/mail";
import {
  Archive,
  AtSign,
  Blocks,
  CircleUser,
  KeyRound,
  Palette,
  PhoneCall,
  ScrollText,
  Users,
} from "lucide-react";

/** What the settings consist of, in the order shown; `forAdmins` is left out for everybody else. */
export const sections = [
  {
    to: "/portal/office/settings/account",
    title: "settings.account",
    icon: CircleUser,
    forAdmins: false,
  },
  {
    to: "/portal/office/settings/people",
    title: "people.title",
    icon: Users,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/branding",
    title: "settings.branding",
    icon: Palette,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/calls",
    title: "settings.calls",
    icon: PhoneCall,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/senders",
    title: "mail.title",
    icon: AtSign,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/integrations",
    title: "settings.integrations",
    icon: Blocks,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/identity",
    title: "settings.identity",
    icon: KeyRound,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/retention",
    title: "settings.retention",
    icon: Archive,
    forAdmins: true,
  },
  {
    to: "/portal/office/settings/audit",
    title: "settings.audit",
    icon: ScrollText,
    forAdmins: true,
  },
] as const;
