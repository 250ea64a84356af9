import {
  BadgeCheck,
  Clock,
  Globe,
  Heart,
  Leaf,
  Lock,
  Monitor,
  Shield,
  Star,
  TicketCheck,
  Users,
  Video,
  type LucideIcon,
} from "lucide-react";

/** The icons a tenant may choose for its tiles, by the names that the server takes. */
const icons = {
  lock: Lock,
  ticket: TicketCheck,
  monitor: Monitor,
  shield: Shield,
  users: Users,
  clock: Clock,
  video: Video,
  heart: Heart,
  star: Star,
  globe: Globe,
  leaf: Leaf,
  check: BadgeCheck,
} satisfies Record<string, LucideIcon>;

export type TileIconName = keyof typeof icons;

export const isTileIcon = (name: string): name is TileIconName => Object.hasOwn(icons, name);

export const tileIcons = Object.keys(icons).filter(isTileIcon);

export function TileIcon({ name }: { name: string }) {
  const Icon = isTileIcon(name) ? icons[name] : BadgeCheck;
  return <Icon className="icon" aria-hidden />;
}
